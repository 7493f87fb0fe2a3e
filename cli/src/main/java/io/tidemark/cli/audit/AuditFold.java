package io.tidemark.cli.audit;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.TopicLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

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
final class AuditFold implements LogSink {

    private static final long HOUR = 3_600_000;

    private final CatalogHistory catalogs;
    private final FoldObserver observer;
    private final long now;
    private final List<MetricFold> metrics = new ArrayList<>();
    private final Map<String, Long> types = new HashMap<>();
    private final Map<String, Map<Integer, PartitionFold>> topics = new HashMap<>();

    private AuditFold(StoreSnapshot snapshot, long now, FoldObserver observer) {
        this.observer = observer;
        this.catalogs = new CatalogHistory(snapshot.catalogs());
        this.now = now;
        catalogs.active().catalog().definitions().stream()
                .filter(metric -> !metric.isTypeCounter())
                .forEach(metric -> metrics.add(new MetricFold(metric, catalogs.unchangedSince(metric), now)));
    }

    /** Of nothing yet: the catalogs and the ledgers are those of the snapshot. */
    static AuditFold fromTheStart(StoreSnapshot snapshot, FoldObserver observer) {
        AuditFold fold = new AuditFold(snapshot, snapshot.time().toEpochMilli(), observer);
        fold.begin(snapshot, Map.of());
        return fold;
    }

    /**
     * Goes on where the baseline ends, whose partitions are taken out of it one by one: two of everything is too much.
     *
     * @throws NotProvableException if the baseline does not fit the snapshot
     */
    static AuditFold from(Baseline baseline, StoreSnapshot snapshot) throws NotProvableException {
        baseline.check(snapshot);
        // What was no longer kept then was not folded on, whatever the store's clock says now.
        long now = Math.max(baseline.time(), snapshot.time().toEpochMilli());
        AuditFold fold = new AuditFold(snapshot, now, FoldObserver.NONE);
        fold.begin(snapshot, baseline.topics());
        fold.restore(baseline);
        return fold;
    }

    /** What was folded, to go on from: a view, to be written before anything else is folded. */
    Baseline baseline(StoreSnapshot snapshot) {
        Deduplication widest = catalogs.widestDeduplication();
        Map<String, Baseline.Topic> saved = new HashMap<>();
        topics.forEach((topic, partitions) -> {
            TopicLedger ledger = snapshot.ledgers().getOrDefault(topic, TopicLedger.NONE);
            saved.put(
                    topic,
                    new Baseline.Topic(
                            String.valueOf(ledger.topicId()), new OneByOne<>(partitions, PartitionFold::state)));
        });
        return new Baseline(
                Baseline.FORMAT,
                now,
                snapshot.catalogs().stream().map(Baseline.Version::of).toList(),
                widest.horizon().toMillis(),
                widest.distance(),
                types,
                metrics.stream().collect(Collectors.toMap(m -> m.metric().name().text(), MetricFold::state)),
                saved);
    }

    private void begin(StoreSnapshot snapshot, Map<String, Baseline.Topic> folded) {
        Deduplication widest = catalogs.widestDeduplication();
        snapshot.ledgers().forEach((topic, ledger) -> {
            Baseline.Topic before = folded.get(topic);
            Map<Integer, PartitionFold> partitions = new HashMap<>();
            ledger.positions().forEach((number, end) -> {
                PartitionFold.State state =
                        before == null ? null : before.partitions().remove(number);
                long start = ledger.starts().getOrDefault(number, end.offset());
                PartitionFold partition = state == null
                        ? PartitionFold.fromTheStart(start, end.offset(), widest)
                        : PartitionFold.from(state, end.offset(), widest);
                partition.check(ledger.checkpoints().getOrDefault(number, List.of()));
                partitions.put(number, partition);
            });
            topics.put(topic, partitions);
        });
    }

    private void restore(Baseline baseline) {
        baseline.types().forEach((type, count) -> {
            if (catalogs.countedSince(type) <= baseline.lastVersion()) {
                types.put(type, count);
            }
        });
        for (MetricFold metric : metrics) {
            MetricFold.State state =
                    baseline.metrics().get(metric.metric().name().text());
            if (state != null && catalogs.unchangedSince(metric.metric()) <= baseline.lastVersion()) {
                metric.restore(state);
            }
        }
    }

    /** What of a topic's log it wants to be given. */
    LogSection section(String topic, TopicLedger ledger, boolean beyond) {
        Map<Integer, Long> from = new HashMap<>();
        long gap = ledger.fates().getOrDefault(Fate.GAP, 0L);
        for (Map.Entry<Integer, PartitionFold> partition : partitions(topic).entrySet()) {
            from.put(partition.getKey(), partition.getValue().from());
            gap -= partition.getValue().gap();
        }
        return new LogSection(topic, ledger, from, gap, beyond);
    }

    @Override
    public void gap(String topic, int partition, long from, long to) {
        PartitionFold fold = partitions(topic).get(partition);
        if (fold != null) {
            fold.countGap(to - from);
        }
    }

    /** Takes the next records; those beyond the ledger or before the start change nothing. */
    @Override
    public void records(List<LogRecord> records) {
        // What stands in a record depends on nothing else, and is the larger part of the work: all processors share it.
        records.parallelStream().map(Reading::of).toList().forEach(this::add);
    }

    private void add(Reading reading) {
        LogRecord record = reading.record();
        PartitionFold partition = partitions(record.topic()).get(record.partition());
        if (partition == null || record.offset() < partition.from()) {
            return;
        }
        if (record.offset() >= partition.end()) {
            observer.beyond(reading);
            return;
        }
        long logTime = partition.advance(record.offset(), record.timestamp());
        LoggedEvent event = reading.event();
        long eventTime = event == null ? logTime : event.timestamp().orElse(record.undatedTime());
        if (event == null || eventTime > logTime + HOUR) {
            partition.countRejected();
            String ahead = "its time " + eventTime + " is more than 1 h ahead of the log's time " + logTime;
            observer.rejected(record, reading.reason() == null ? ahead : reading.reason());
        } else {
            add(event, record, partition, logTime);
        }
    }

    /** The snapshot's time, or that of the baseline if it is later, in milliseconds since the epoch. */
    long now() {
        return now;
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

    /** How many offsets are to be read up to the ledgers. */
    long missing() {
        return topics.values().stream()
                .flatMap(partitions -> partitions.values().stream())
                .mapToLong(partition -> partition.end() - partition.from())
                .sum();
    }

    long events() {
        return topics.values().stream()
                .flatMap(partitions -> partitions.values().stream())
                .mapToLong(PartitionFold::counted)
                .sum();
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
            metric.add(event, record, version, eventTime, logTime, observer);
        }
    }
}
