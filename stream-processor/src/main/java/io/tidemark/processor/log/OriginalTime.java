package io.tidemark.processor.log;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** When what a record holds was first written to the log: a replay of dead letters says so in a header. */
final class OriginalTime {

    static final String HEADER = "tidemark-timestamp";

    /** Enough for every time that an event may have. */
    private static final int MAX_DIGITS = 15;

    private OriginalTime() {}

    /** In milliseconds since the epoch; the record's own time if no header has 1 to 15 digits. */
    static long of(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(HEADER);
        byte[] digits = header == null ? null : header.value();
        if (digits == null || digits.length == 0 || digits.length > MAX_DIGITS) {
            return record.timestamp();
        }
        long millis = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9') {
                return record.timestamp();
            }
            millis = millis * 10 + (digit - '0');
        }
        return millis;
    }
}
