package io.tidemark.metric.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of a topic's log.
 *
 * @param topicId   the id of the topic whose log was folded; null if none was
 * @param positions by partition, how far it has been folded
 * @param starts    by partition, where folding began
 * @param progress  by partition, the log time reached, in milliseconds since the epoch; absent before the first record
 * @param fates     how many offsets had each fate; empty if nothing was ever folded or accounted
 * @param broken    why some events could not be counted under their type, or the accounting of a metric could not be
 *     written, so that these counts are not what the log says; null: they are
 */
public record TopicLedger(
        @Nullable String topicId,
        Map<Integer, Position> positions,
        Map<Integer, Long> starts,
        Map<Integer, Long> progress,
        Map<Fate, Long> fates,
        @Nullable String broken) {

    /** Of a topic that was never folded. */
    public static final TopicLedger NONE = new TopicLedger(null, Map.of(), Map.of(), Map.of(), Map.of(), null);

    /** Of a topic whose events could all be counted. */
    public TopicLedger(
            @Nullable String topicId,
            Map<Integer, Position> positions,
            Map<Integer, Long> starts,
            Map<Integer, Long> progress,
            Map<Fate, Long> fates) {
        this(topicId, positions, starts, progress, fates, null);
    }

    public TopicLedger {
        positions = Map.copyOf(positions);
        starts = Map.copyOf(starts);
        progress = Map.copyOf(progress);
        fates = Map.copyOf(fates);
    }
}
