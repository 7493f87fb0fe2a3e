package io.tidemark.cli.audit;

import io.tidemark.metric.MetricName;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.MetricAccounting;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.TopicLedger;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of every offset and of every event that a metric takes: the log's account against the store's. */
final class AccountingComparison {

    private final AuditFold fold;
    private final StoreSnapshot snapshot;
    private final Findings findings;

    AccountingComparison(AuditFold fold, StoreSnapshot snapshot, Findings findings) {
        this.fold = fold;
        this.snapshot = snapshot;
        this.findings = findings;
    }

    void compareTopics() {
        snapshot.ledgers().forEach(this::compareTopic);
    }

    void compareMetric(MetricFold metric) {
        MetricName name = metric.metric().name();
        compare(name, metric.accounting(), snapshot.accounting().getOrDefault(name, MetricAccounting.NONE));
    }

    /** Accounting of anything else than a metric in force; a type counter has none, defined or not. */
    void compareOthers() {
        Set<MetricName> inForce =
                fold.metrics().stream().map(metric -> metric.metric().name()).collect(Collectors.toUnmodifiableSet());
        snapshot.accounting().forEach((name, store) -> {
            if (!inForce.contains(name)) {
                compare(name, MetricAccounting.NONE, store);
            }
        });
    }

    private void compareTopic(String topic, TopicLedger ledger) {
        Map<Integer, PartitionFold> partitions = fold.partitions(topic);
        for (Fate fate : Fate.values()) {
            long store = ledger.fates().getOrDefault(fate, 0L);
            compare("accounting of topic " + topic + " " + fate.text(), sum(partitions, of(fate)), store);
        }
        long fates = ledger.fates().values().stream().mapToLong(Long::longValue).sum();
        compare("fates of topic " + topic + " in all", sum(partitions, PartitionFold::length), fates);
        compareBroken("accounting of topic " + topic, ledger.broken());
        partitions.forEach((partition, folded) -> {
            String progress = "progress of topic " + topic + " " + partition;
            findings.compare(
                    progress, textOf(folded.logTime()), textOf(ledger.progress().get(partition)));
            folded.checkpoints()
                    .forEach((point, logTime) -> findings.compare(
                            progress + ":" + point.offset(), textOf(logTime), Long.toString(point.logTime())));
        });
    }

    /** Filters are not in this version of the engine. */
    private static ToLongFunction<PartitionFold> of(Fate fate) {
        return switch (fate) {
            case GAP -> PartitionFold::gap;
            case EMPTY -> PartitionFold::empty;
            case REJECTED -> PartitionFold::rejected;
            case DUPLICATE -> PartitionFold::duplicates;
            case FILTERED -> partition -> 0;
            case COUNTED -> PartitionFold::counted;
        };
    }

    private static long sum(Map<Integer, PartitionFold> partitions, ToLongFunction<PartitionFold> number) {
        return partitions.values().stream().mapToLong(number).sum();
    }

    private static String textOf(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : Difference.NOTHING;
    }

    private static String textOf(@Nullable Long value) {
        return value == null ? Difference.NOTHING : value.toString();
    }

    private void compare(MetricName name, MetricAccounting log, MetricAccounting store) {
        String where = "accounting of metric " + name;
        compare(where + " matched", log.matched(), store.matched());
        compare(where + " applied", log.applied(), store.applied());
        compare(where + " late", log.late(), store.late());
        compare(where + " unusable", log.unusable(), store.unusable());
        compareBroken(where, store.broken());
    }

    /** A mark of the store that it could not write something is a difference, even where all values look right. */
    private void compareBroken(String where, @Nullable String reason) {
        findings.compare(where + " broken", Difference.NOTHING, reason == null ? Difference.NOTHING : reason);
    }

    private void compare(String where, long log, long store) {
        findings.compare(where, Long.toString(log), Long.toString(store));
    }
}
