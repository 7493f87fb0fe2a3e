package io.tidemark.metric.store;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the {@link InMemoryMetricStore} knows of one topic. */
final class InMemoryLedger {

    private static final long CHECKPOINT_EVERY = 131_072;

    static final InMemoryLedger NONE = new InMemoryLedger(null);

    private final @Nullable String topicId;
    private final Map<Integer, Position> positions = new HashMap<>();
    private final Map<Integer, Long> starts = new HashMap<>();
    private final Map<Integer, Long> progress = new HashMap<>();
    /** By partition, by offset the log time before it. */
    private final Map<Integer, TreeMap<Long, Long>> checkpoints = new HashMap<>();

    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);

    InMemoryLedger(@Nullable String topicId) {
        this.topicId = topicId;
    }

    InMemoryLedger copy() {
        InMemoryLedger copy = new InMemoryLedger(topicId);
        copy.positions.putAll(positions);
        copy.starts.putAll(starts);
        copy.progress.putAll(progress);
        checkpoints.forEach((partition, points) -> copy.checkpoints.put(partition, new TreeMap<>(points)));
        copy.fates.putAll(fates);
        return copy;
    }

    @Nullable String topicId() {
        return topicId;
    }

    @Nullable Position position(int partition) {
        return positions.get(partition);
    }

    @Nullable Long start(int partition) {
        return starts.get(partition);
    }

    Map<Integer, Long> offsets() {
        Map<Integer, Long> offsets = new HashMap<>();
        positions.forEach((partition, position) -> offsets.put(partition, position.offset()));
        return offsets;
    }

    /** The greatest over its partitions, or {@link PartitionBatch#NO_LOG_TIME}. */
    long progress() {
        return progress.values().stream().mapToLong(Long::longValue).max().orElse(PartitionBatch.NO_LOG_TIME);
    }

    /** Of one partition, or {@link PartitionBatch#NO_LOG_TIME}. */
    long progress(int partition) {
        return progress.getOrDefault(partition, PartitionBatch.NO_LOG_TIME);
    }

    void start(int partition, long offset) {
        if (positions.putIfAbsent(partition, Position.at(offset)) == null) {
            starts.put(partition, offset);
        }
    }

    /** As it was before anything was folded. */
    InMemoryLedger atItsStarts() {
        InMemoryLedger ledger = new InMemoryLedger(topicId);
        starts.forEach(ledger::start);
        return ledger;
    }

    void advance(PartitionBatch batch) {
        positions.put(batch.partition(), batch.to());
        if (batch.logTime() != PartitionBatch.NO_LOG_TIME) {
            progress.put(batch.partition(), batch.logTime());
        }
        if (batch.logTimeBefore() != PartitionBatch.NO_LOG_TIME
                && batch.from() / CHECKPOINT_EVERY != batch.to().offset() / CHECKPOINT_EVERY) {
            addCheckpoint(batch);
        }
        for (Fate fate : Fate.values()) {
            if (batch.fate(fate) != 0) {
                fates.merge(fate, batch.fate(fate), Long::sum);
            }
        }
    }

    /** Of those too far back for any id to matter one is enough. */
    private void addCheckpoint(PartitionBatch batch) {
        TreeMap<Long, Long> points = checkpoints.computeIfAbsent(batch.partition(), partition -> new TreeMap<>());
        points.put(batch.from(), batch.logTimeBefore());
        Long kept = points.floorKey(batch.from() - batch.checkpointsOver());
        if (kept != null) {
            points.headMap(kept).clear();
        }
    }

    TopicLedger toLedger() {
        Map<Integer, List<LogPoint>> points = new HashMap<>();
        checkpoints.forEach((partition, times) -> points.put(
                partition,
                times.entrySet().stream()
                        .map(point -> new LogPoint(point.getKey(), point.getValue()))
                        .toList()));
        return new TopicLedger(topicId, positions, starts, progress, points, fates, null);
    }
}
