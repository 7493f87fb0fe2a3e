package io.tidemark.cli.audit;

import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.StoreSnapshot;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The audit of a store against a log that is at hand as a whole. */
public final class StoreAudit {

    private StoreAudit() {}

    /** Offsets [from, to) of a partition that the log had lost before they were folded. */
    public record Gap(int partition, long from, long to) {

        boolean holds(ConsumerRecord<?, ?> record) {
            return record.partition() == partition && from <= record.offset() && record.offset() < to;
        }
    }

    /**
     * Folds the log up to where the store's ledger stands, and compares.
     *
     * @param log  every record there ever was, those of each partition in the order of their offsets
     * @param gaps what of them was never folded
     * @return a line for each difference; none if there is none
     */
    public static List<String> differences(
            MetricReader store, List<ConsumerRecord<byte[], byte[]>> log, Collection<Gap> gaps) {
        Log records = (section, sink) -> {
            gaps.forEach(gap -> sink.gap(section.topic(), gap.partition(), gap.from(), gap.to()));
            sink.records(log.stream()
                    .filter(record -> record.offset() >= section.from(record.partition()))
                    .filter(record -> gaps.stream().noneMatch(gap -> gap.holds(record)))
                    .map(LogRecord::of)
                    .toList());
        };
        StoreSnapshot snapshot = store.snapshot();
        AuditFold fold = AuditFold.fromTheStart(snapshot, FoldObserver.NONE);
        try {
            return new Audit(records, StoreNames.of(store))
                    .of(snapshot, fold, null).differences().stream()
                            .map(Difference::toString)
                            .toList();
        } catch (NotProvableException e) {
            return List.of(e.reason());
        }
    }
}
