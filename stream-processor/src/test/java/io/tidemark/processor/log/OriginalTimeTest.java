package io.tidemark.processor.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalTimeTest {

    private static final long RECORD_TIME = 5;

    @Test
    void lastHeaderSaysWhenItWasFirstWritten() {
        assertThat(OriginalTime.of(record("7", "1678886400000"))).isEqualTo(1_678_886_400_000L);
    }

    @Test
    void recordWithoutTheHeaderHasItsOwnTime() {
        assertThat(OriginalTime.of(record())).isEqualTo(RECORD_TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "1e3", " 1", "٣", "1234567890123456"})
    void anythingButDigitsIsNoTime(String header) {
        assertThat(OriginalTime.of(record(header))).isEqualTo(RECORD_TIME);
    }

    private static ConsumerRecord<byte[], byte[]> record(String... times) {
        RecordHeaders headers = new RecordHeaders();
        for (String time : times) {
            headers.add("tidemark-timestamp", time.getBytes(UTF_8));
        }
        return new ConsumerRecord<>(
                "t",
                0,
                0,
                RECORD_TIME,
                TimestampType.LOG_APPEND_TIME,
                -1,
                -1,
                new byte[0],
                new byte[0],
                headers,
                Optional.empty());
    }
}
