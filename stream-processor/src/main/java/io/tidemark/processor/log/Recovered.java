package io.tidemark.processor.log;

import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import io.tidemark.processor.fold.SeenIds;
import org.jspecify.annotations.Nullable;

/** What came of looking up a partition's place in the log. */
sealed interface Recovered {

    /**
     * The partition goes on from here.
     *
     * @param start   where folding of the partition began
     * @param logTime the greatest record time before the position, in milliseconds, or {@link
     *     io.tidemark.metric.store.PartitionBatch#NO_LOG_TIME}
     * @param seen    the ids that stand before the position
     * @param idsLost which of them may be missing, in words; null: none that can matter
     */
    record Found(
            String topicId,
            long start,
            Position position,
            long logTime,
            SeenIds seen,
            @Nullable String idsLost) implements Recovered {}

    /** The ledger is still at the place that the log refused. */
    record Unchanged() implements Recovered {}

    /**
     * The store was put right, so that the place can be looked up again.
     *
     * @param what in words
     * @param gap  the batch that was applied for it; null: none
     */
    record Mended(
            RecoveryReason reason, String what, @Nullable PartitionBatch gap) implements Recovered {}

    /** The partition must not go on: ledger and log do not fit. The advice says why, and what to do. */
    record Stopped(RecoveryReason reason, String advice) implements Recovered {}
}
