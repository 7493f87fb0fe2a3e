package io.tidemark.cli.audit;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log.
 *
 * @param timestamp   the record's own, in milliseconds since the epoch
 * @param undatedTime the time of an event that has no timestamp: the record's own, or, if a header
 *                    {@code tidemark-timestamp} of 1 to 15 digits says so, that of the record of which it is a replay
 * @param value       null if the record has none
 */
record LogRecord(String topic, int partition, long offset, long timestamp, long undatedTime, byte @Nullable [] value) {

    private static final String HEADER = "tidemark-timestamp";
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

    /** A record that is no replay. */
    LogRecord(String topic, int partition, long offset, long timestamp, byte @Nullable [] value) {
        this(topic, partition, offset, timestamp, timestamp, value);
    }

    static LogRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new LogRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                undatedTime(record.headers().lastHeader(HEADER), record.timestamp()),
                record.value());
    }

    private static long undatedTime(@Nullable Header original, long recordTime) {
        if (original == null || original.value() == null) {
            return recordTime;
        }
        String text = new String(original.value(), StandardCharsets.ISO_8859_1);
        return DIGITS.matcher(text).matches() ? Long.parseLong(text) : recordTime;
    }
}
