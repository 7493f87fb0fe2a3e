package io.tidemark.cli.audit;

import org.jspecify.annotations.Nullable;

/**
 * A record of the log.
 *
 * @param timestamp the record's own, in milliseconds since the epoch
 * @param value     null if the record has none
 */
record LogRecord(String topic, int partition, long offset, long timestamp, byte @Nullable [] value) {}
