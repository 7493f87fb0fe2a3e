package io.tidemark.metric.store;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the {@link InMemoryMetricStore} knows of one topic. */
final class InMemoryLedger {

    static final InMemoryLedger NONE = new InMemoryLedger(null);

    private final @Nullable String topicId;
    private final Map<Integer, Position> positions = new HashMap<>();
    private final Map<Integer, Long> starts = new HashMap<>();
    private final Map<Integer, Long> progress = new HashMap<>();
    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);

    InMemoryLedger(@Nullable String topicId) {
        this.topicId = topicId;
    }

    @Nullable String topicId() {
        return topicId;
    }

    @Nullable Position position(int partition) {
        return positions.get(partition);
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

    void start(int partition, long offset) {
        if (positions.putIfAbsent(partition, Position.at(offset)) == null) {
            starts.put(partition, offset);
        }
    }

    void advance(PartitionBatch batch) {
        positions.put(batch.partition(), batch.to());
        if (batch.logTime() != PartitionBatch.NO_LOG_TIME) {
            progress.merge(batch.partition(), batch.logTime(), Math::max);
        }
        for (Fate fate : Fate.values()) {
            if (batch.fate(fate) != 0) {
                fates.merge(fate, batch.fate(fate), Long::sum);
            }
        }
    }

    TopicLedger toLedger() {
        return new TopicLedger(topicId, positions, starts, progress, fates);
    }
}
