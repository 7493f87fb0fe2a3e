package io.tidemark.metric.store;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.LongCount;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The offsets [from, to) of one partition, folded: what they add to the metrics and what became of each. Applied as a
 * whole or not at all. Not thread-safe.
 */
public final class PartitionBatch {

    /** {@link #logTime()} before the first record of a partition. */
    public static final long NO_LOG_TIME = Long.MIN_VALUE;

    private final String topic;
    private final String topicId;
    private final int partition;
    private final CatalogVersion catalog;
    private final long start;
    private final long from;
    private final long logTimeBefore;
    private final Map<String, LongCount> types = new HashMap<>();
    private final List<MetricDelta> metrics = new ArrayList<>();
    private final long[] fates = new long[Fate.values().length];
    private Position to;
    private long logTime;

    /**
     * An empty batch.
     *
     * @param start   where folding of the partition began, on which it depends which ids were seen; the store must have it,
     *     too
     * @param from    the position that the ledger must have for this batch to be applied
     * @param logTime the greatest record time of the partition so far, in milliseconds, or {@link #NO_LOG_TIME}; the
     *     store must have it, too
     */
    public PartitionBatch(
            String topic,
            String topicId,
            int partition,
            CatalogVersion catalog,
            long start,
            Position from,
            long logTime) {
        this.topic = topic;
        this.topicId = topicId;
        this.partition = partition;
        this.catalog = catalog;
        this.start = start;
        this.from = from.offset();
        this.to = from;
        this.logTimeBefore = logTime;
        this.logTime = logTime;
    }

    public String topic() {
        return topic;
    }

    /** The id that Kafka gave the topic when it was created. */
    public String topicId() {
        return topicId;
    }

    public int partition() {
        return partition;
    }

    /** The version by which the batch was folded. */
    public int catalogVersion() {
        return catalog.version();
    }

    /** The catalog by which the batch was folded, and by which alone the store applies it. */
    public CatalogVersion ruledBy() {
        return catalog;
    }

    /** What was measured. */
    public MetricCatalog catalog() {
        return catalog.catalog();
    }

    /** Where folding of the partition began. */
    public long start() {
        return start;
    }

    public long from() {
        return from;
    }

    public Position to() {
        return to;
    }

    /** The log time at {@link #from()}, on which the batch was folded, or {@link #NO_LOG_TIME}. */
    public long logTimeBefore() {
        return logTimeBefore;
    }

    /** The running maximum of the record times, in milliseconds since the epoch, or {@link #NO_LOG_TIME}. */
    public long logTime() {
        return logTime;
    }

    /** Takes the record's time into the running maximum, which it returns. */
    public long advanceLogTime(long recordTime) {
        logTime = Math.max(logTime, recordTime);
        return logTime;
    }

    /** Moves the end of the batch; offsets without a fate so far become {@link Fate#EMPTY}. */
    public void endAt(Position end) {
        if (end.offset() < to.offset()) {
            throw new IllegalArgumentException("a batch that reached " + to + " cannot end at " + end);
        }
        to = end;
        fates[Fate.EMPTY.ordinal()] = 0;
        long decided = 0;
        for (long count : fates) {
            decided += count;
        }
        fates[Fate.EMPTY.ordinal()] = end.offset() - from - decided;
    }

    /** Moves the end of the batch over offsets that were deleted from the log before they were read. */
    public void passGap(long end) {
        if (end < to.offset()) {
            throw new IllegalArgumentException("a batch that reached " + to + " has no gap up to " + end);
        }
        fates[Fate.GAP.ordinal()] += end - to.offset();
        to = Position.at(end);
    }

    /** One more offset had this fate. */
    public void count(Fate fate) {
        fates[fate.ordinal()]++;
    }

    public long fate(Fate fate) {
        return fates[fate.ordinal()];
    }

    /** One more event of this type. */
    public void countType(String eventType) {
        LongCount count = types.get(eventType);
        if (count == null) {
            count = new LongCount();
            types.put(eventType, count);
        }
        count.increment();
    }

    /** By event type, how many there were. */
    public Map<String, LongCount> types() {
        return types;
    }

    /** A new delta for a metric that the batch has not touched before. */
    public MetricDelta delta(MetricDefinition metric) {
        MetricDelta delta = new MetricDelta(metric);
        metrics.add(delta);
        return delta;
    }

    /** By metric, what is added. */
    public List<MetricDelta> metrics() {
        return metrics;
    }

    /**
     * Over how many offsets checkpoints are kept. No less than by default, so that deduplication can be turned on, and its
     * distance widened up to there, without reading the whole log.
     */
    public long checkpointsOver() {
        return Math.max(catalog().deduplication().distance(), Deduplication.DEFAULT.distance());
    }
}
