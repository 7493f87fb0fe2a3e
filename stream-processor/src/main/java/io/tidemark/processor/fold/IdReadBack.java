package io.tidemark.processor.fold;

import io.tidemark.event.MalformedEventException;
import io.tidemark.metric.Deduplication;
import org.jspecify.annotations.Nullable;

/**
 * Brings back which ids stood in a partition, from records that were folded before: with the verdicts that they had then,
 * and nothing else of them. Not thread-safe.
 */
public final class IdReadBack {

    /** What is too old is forgotten after so many records. */
    private static final int SETTLE_EVERY = 1 << 12;

    private final EventDecoder event = new EventDecoder(new Projection());
    private final SeenIds seen;
    private final long horizon;
    private long logTime;
    private long firstLogTime;
    private long records;

    /**
     * @param rule    how far back an id will count
     * @param logTime the greatest record time before the first record that is read, in milliseconds, or {@link
     *     io.tidemark.metric.store.PartitionBatch#NO_LOG_TIME}
     */
    public IdReadBack(Deduplication rule, long logTime) {
        this.seen = new SeenIds(rule);
        this.horizon = rule.horizon().toMillis();
        this.logTime = logTime;
    }

    /** Takes the next record, as {@link BatchFold#add} took it. */
    public void add(byte @Nullable [] value, long offset, long recordTime, long undatedTime) {
        logTime = Math.max(logTime, recordTime);
        if (records == 0) {
            firstLogTime = logTime;
        }
        try {
            event.decode(value);
            BatchFold.timeOf(event, undatedTime, logTime);
            if (event.hasId()) {
                seen.add(event.idHash(), offset, logTime);
            }
        } catch (MalformedEventException e) {
            // Rejected: its id stands nowhere.
        }
        if (++records % SETTLE_EVERY == 0) {
            seen.settle(offset + 1, logTime);
        }
    }

    /**
     * Whether, as far as the times of the records tell, all ids that stand before the first one are too old to matter.
     *
     * @param reached the greatest record time before the position, those of records that were not read included
     */
    public boolean reachesBackFarEnough(long reached) {
        return records > 0 && firstLogTime < reached - horizon && logTime == reached;
    }

    /**
     * All that stood before a position, which is where folding goes on.
     *
     * @param offset behind everything added
     */
    public SeenIds upTo(long offset) {
        seen.settle(offset, logTime);
        return seen;
    }
}
