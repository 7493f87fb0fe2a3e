package io.tidemark.metric.store;

/**
 * A place in a partition's log at which its log time is known.
 *
 * @param offset  the first offset behind it
 * @param logTime the greatest record time before that offset, in milliseconds since the epoch, or
 *     {@link PartitionBatch#NO_LOG_TIME} if there is no record before it
 */
public record LogPoint(long offset, long logTime) {}
