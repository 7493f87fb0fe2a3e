package io.tidemark.cli.audit;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricName;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.LogPoint;
import io.tidemark.metric.store.MetricAccounting;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.StoreSnapshot.StoredName;
import io.tidemark.metric.store.TopicLedger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log of one topic, written by hand, and the part of a snapshot that says how far it was folded. */
final class LogFixture {

    static final String TOPIC = "events";

    /** A round minute: 2023-03-15T12:30:00Z. */
    static final long NOON = 1_678_883_400_000L;

    private final List<LogRecord> records = new ArrayList<>();
    private final List<CatalogVersion> catalogs = new ArrayList<>();
    private final Map<Integer, Position> positions = new HashMap<>();
    private final Map<Integer, Long> starts = new HashMap<>();
    private final Map<Integer, List<LogPoint>> checkpoints = new HashMap<>();
    private String deduplication = "";
    private long nextOffset;

    /** From the next catalog on. */
    LogFixture deduplication(String horizon, long distance) {
        deduplication = ",\"deduplication\":{\"horizon\":\"" + horizon + "\",\"distance\":" + distance + "}";
        return this;
    }

    /** The next version, in force for partition 0 from here on. */
    LogFixture catalog(String... definitions) {
        String text = "{\"metrics\":[" + String.join(",", definitions) + "]" + deduplication + "}";
        Map<String, Map<Integer, Long>> from = nextOffset == 0 ? Map.of() : Map.of(TOPIC, Map.of(0, nextOffset));
        catalogs.add(new CatalogVersion(catalogs.size() + 1, MetricCatalog.parse(text), from));
        return this;
    }

    /** A record of partition 0 at noon. */
    LogFixture record(@Nullable String json) {
        return record(NOON, json);
    }

    LogFixture record(long time, @Nullable String json) {
        return record(0, nextOffset++, time, json);
    }

    LogFixture record(int partition, long offset, long time, @Nullable String json) {
        byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
        return record(new LogRecord(TOPIC, partition, offset, time, value));
    }

    LogFixture record(LogRecord record) {
        int partition = record.partition();
        long offset = record.offset();
        records.add(record);
        starts.putIfAbsent(partition, 0L);
        positions.merge(
                partition, Position.at(offset + 1), (left, right) -> left.offset() > right.offset() ? left : right);
        nextOffset = partition == 0 ? offset + 1 : nextOffset;
        return this;
    }

    LogFixture ledger(int partition, long start, long end) {
        starts.put(partition, start);
        positions.put(partition, Position.at(end));
        return this;
    }

    LogFixture checkpoints(int partition, LogPoint... points) {
        checkpoints.put(partition, List.of(points));
        return this;
    }

    AuditFold fold() {
        return fold(FoldObserver.NONE);
    }

    AuditFold fold(FoldObserver observer) {
        AuditFold fold = AuditFold.fromTheStart(snapshot(Map.of(), Map.of(), Map.of(), Map.of(), null), observer);
        fold.records(records);
        return fold;
    }

    /** What the log makes of the only metric of the catalog. */
    MetricFold foldOfOneMetric() {
        return fold().metrics().get(0);
    }

    List<LogRecord> records() {
        return records;
    }

    Log log() {
        return (section, sink) -> sink.records(records);
    }

    StoreSnapshot snapshot(
            Map<StoredName, String> values,
            Map<MetricName, MetricAccounting> accounting,
            Map<Fate, Long> fates,
            Map<Integer, Long> progress,
            @Nullable String broken) {
        return new StoreSnapshot(
                Instant.ofEpochMilli(NOON),
                catalogs,
                Map.of(TOPIC, new TopicLedger("id", positions, starts, progress, checkpoints, fates, broken)),
                accounting,
                values);
    }
}
