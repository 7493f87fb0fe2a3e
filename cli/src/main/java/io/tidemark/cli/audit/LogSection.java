package io.tidemark.cli.audit;

import io.tidemark.metric.store.TopicLedger;
import java.util.Map;

/**
 * The part of a topic's log that an auditor wants.
 *
 * @param ledger   how far the store has folded it
 * @param from     by partition, the first offset wanted
 * @param gap      how many offsets behind those the store says the log had lost before they were folded
 * @param beyond   whether records behind the ledger are wanted too, up to the end of the log
 */
record LogSection(String topic, TopicLedger ledger, Map<Integer, Long> from, long gap, boolean beyond) {

    LogSection {
        from = Map.copyOf(from);
    }

    /** Whether what was folded before is not to be read again. */
    boolean isBehindABaseline() {
        return from.entrySet().stream()
                .anyMatch(first -> first.getValue() > ledger.starts().getOrDefault(first.getKey(), first.getValue()));
    }

    long from(int partition) {
        return from.getOrDefault(partition, 0L);
    }
}
