package io.tidemark.metric.store;

import io.tidemark.metric.Deduplication;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of a topic's log.
 *
 * @param topicId   the id of the topic whose log was folded; null if none was
 * @param positions by partition, how far it has been folded
 * @param starts    by partition, where folding began
 * @param progress  by partition, the log time reached, in milliseconds since the epoch; absent before the first record
 * @param checkpoints by partition, some places before its position from which ids can be read back, the
 *     first one first
 * @param fates     how many offsets had each fate; empty if nothing was ever folded or accounted
 * @param broken    why some events could not be counted under their type, or the accounting of a metric could not be
 *     written, so that these counts are not what the log says; null: they are
 */
public record TopicLedger(
        @Nullable String topicId,
        Map<Integer, Position> positions,
        Map<Integer, Long> starts,
        Map<Integer, Long> progress,
        Map<Integer, List<LogPoint>> checkpoints,
        Map<Fate, Long> fates,
        @Nullable String broken) {

    /** Of a topic that was never folded. */
    public static final TopicLedger NONE = new TopicLedger(null, Map.of(), Map.of(), Map.of(), Map.of());

    /** Without checkpoints, of a topic whose events could all be counted. */
    public TopicLedger(
            @Nullable String topicId,
            Map<Integer, Position> positions,
            Map<Integer, Long> starts,
            Map<Integer, Long> progress,
            Map<Fate, Long> fates) {
        this(topicId, positions, starts, progress, Map.of(), fates, null);
    }

    public TopicLedger {
        positions = Map.copyOf(positions);
        starts = Map.copyOf(starts);
        progress = Map.copyOf(progress);
        checkpoints = Map.copyOf(checkpoints);
        fates = Map.copyOf(fates);
    }

    /**
     * From where the ids of a partition have to be read back, up to its position, so that every event from there on meets
     * all occurrences of its id that matter: no event before this place is within both limits of the rule.
     *
     * @param partition one that has a position
     */
    public LogPoint readBackFrom(int partition, Deduplication rule) {
        long position = Objects.requireNonNull(positions.get(partition)).offset();
        long logTime = progress.getOrDefault(partition, PartitionBatch.NO_LOG_TIME);
        if (rule.distance() == 0) {
            return new LogPoint(position, logTime);
        }
        LogPoint start = new LogPoint(starts.getOrDefault(partition, 0L), PartitionBatch.NO_LOG_TIME);
        return checkpoints.getOrDefault(partition, List.of()).stream()
                .filter(point -> point.offset() <= position - rule.distance()
                        || point.logTime() < logTime - rule.horizon().toMillis())
                .max(Comparator.comparingLong(LogPoint::offset))
                .orElse(start);
    }
}
