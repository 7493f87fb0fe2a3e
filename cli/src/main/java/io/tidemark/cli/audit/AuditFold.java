package io.tidemark.cli.audit;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.TopicLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the store should hold, by a plain fold of the log. The contract with the engine:
 *
 * <ul>
 *   <li>The offsets from a partition's start up to its ledger count, each with one fate: without a record it is empty; a
 *       record that is no valid {@link LoggedEvent}, or whose event time is more than an hour past the log's time, is
 *       rejected; one with the id of an earlier event of its partition is a duplicate, if that was not rejected and if
 *       since then neither the offsets nor the log's time rose by more than the deduplication of the ruling catalog
 *       version allows; any other is counted.
 *   <li>The log's time is the greatest record time of the partition up to and including the record, rejected ones among
 *       them. Without a timestamp of its own an event has the record's, or the time of the record that it is a replay of.
 *   <li>The catalog version that rules the offset ({@link CatalogHistory}) says what becomes of a counted event: it counts
 *       under its type unless a metric has taken that name, and every metric that takes it is offered it
 *       ({@link MetricFold}). A metric of the active catalog counts from the first version since which it has stood there
 *       unchanged; a type from the version after the last one that used its name for something else.
 * </ul>
 *
 * <p>Not thread-safe.
 */
final class AuditFold {

    private static final long HOUR = 3_600_000;

    private final CatalogHistory catalogs;
    private final FoldObserver observer;
    private final List<MetricFold> metrics = new ArrayList<>();
    private final Map<String, Long> types = new HashMap<>();
    private final Map<String, Map<Integer, PartitionFold>> topics = new HashMap<>();

    /** Of nothing yet: the catalogs and the ledgers are those of the snapshot. */
    AuditFold(StoreSnapshot snapshot) {
        this(snapshot, FoldObserver.NONE);
    }

    AuditFold(StoreSnapshot snapshot, FoldObserver observer) {
        this.observer = observer;
        catalogs = new CatalogHistory(snapshot.catalogs());
        catalogs.active().catalog().definitions().stream()
                .filter(metric -> !metric.isTypeCounter())
                .forEach(metric -> metrics.add(new MetricFold(
                        metric, catalogs.unchangedSince(metric), snapshot.time().toEpochMilli())));
        snapshot.ledgers().forEach((topic, ledger) -> topics.put(topic, partitions(ledger)));
    }

    /** Takes the next record of a partition; one beyond the ledger or before the start changes nothing. */
    void add(LogRecord record) {
        PartitionFold partition = topics.getOrDefault(record.topic(), Map.of()).get(record.partition());
        if (partition == null || !partition.holds(record.offset())) {
            return;
        }
        long logTime = partition.ids().advance(record.offset(), record.timestamp());
        try {
            LoggedEvent event = LoggedEvent.read(record.value());
            checkNotAhead(event.timestamp().orElse(record.undatedTime()), logTime);
            add(event, record, partition, logTime);
        } catch (NotAnEventException e) {
            partition.countRejected();
            observer.rejected(record, e.reason());
        }
    }

    /** By event type, how many there were. */
    Map<String, Long> types() {
        return types;
    }

    List<MetricFold> metrics() {
        return metrics;
    }

    Map<Integer, PartitionFold> partitions(String topic) {
        return topics.getOrDefault(topic, Map.of());
    }

    /** The greatest log time of all partitions; empty before the first record. */
    OptionalLong progress() {
        return topics.values().stream()
                .flatMap(partitions -> partitions.values().stream())
                .flatMapToLong(partition -> partition.logTime().stream())
                .max();
    }

    long events() {
        return topics.values().stream()
                .flatMap(partitions -> partitions.values().stream())
                .mapToLong(PartitionFold::counted)
                .sum();
    }

    private static void checkNotAhead(long eventTime, long logTime) throws NotAnEventException {
        if (eventTime > logTime + HOUR) {
            throw new NotAnEventException("its time " + eventTime + " is more than 1 h ahead of the log's " + logTime);
        }
    }

    private void add(LoggedEvent event, LogRecord record, PartitionFold partition, long logTime) {
        CatalogVersion ruling = catalogs.ruling(record.topic(), record.partition(), record.offset());
        Deduplication window = ruling.catalog().deduplication();
        Optional<String> id = event.id();
        OptionalLong earlier =
                id.isEmpty() ? OptionalLong.empty() : partition.ids().add(id.get(), record.offset(), window);
        if (earlier.isPresent()) {
            partition.countDuplicate();
            observer.duplicate(record, event, earlier.getAsLong());
        } else {
            partition.countCounted();
            observer.counted(record, event);
            count(event, record, ruling.version(), logTime);
        }
    }

    private void count(LoggedEvent event, LogRecord record, int version, long logTime) {
        if (version >= catalogs.countedSince(event.type())) {
            types.merge(event.type(), 1L, Long::sum);
            observer.countedType(event.type());
        }
        long eventTime = event.timestamp().orElse(record.undatedTime());
        for (MetricFold metric : metrics) {
            metric.add(event, version, eventTime, logTime, observer);
        }
    }

    private Map<Integer, PartitionFold> partitions(TopicLedger ledger) {
        Map<Integer, PartitionFold> partitions = new HashMap<>();
        ledger.positions().forEach((partition, end) -> {
            long start = ledger.starts().getOrDefault(partition, end.offset());
            RecentIds ids = new RecentIds(catalogs.widestDeduplication());
            partitions.put(partition, new PartitionFold(start, end.offset(), ids));
        });
        return partitions;
    }
}
