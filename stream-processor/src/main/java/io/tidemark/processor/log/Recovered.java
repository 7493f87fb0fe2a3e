package io.tidemark.processor.log;

import io.tidemark.metric.store.Position;

/** What came of looking up a partition's place in the log. */
sealed interface Recovered {

    /**
     * The partition goes on from here.
     *
     * @param logTime the greatest record time before the position, in milliseconds, or {@link
     *     io.tidemark.metric.store.PartitionBatch#NO_LOG_TIME}
     */
    record Found(String topicId, Position position, long logTime) implements Recovered {}

    /** The partition must not go on: ledger and log do not fit. The reason says what to do. */
    record Stopped(String reason) implements Recovered {}
}
