package io.tidemark.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a scan makes of polls without records, many more of them than it takes silently. */
class LogScanTest {

    private static final TopicPartition PARTITION = new TopicPartition("events", 0);
    private static final long END = 1_000;

    @Test
    void pollsThatOnlyMoveOverAbortedRecordsAreNoSilence() {
        try (EmptyPolls consumer = new EmptyPolls(1)) {
            LogScan.read(consumer, Map.of(PARTITION, END), poll -> {});

            assertThat(consumer.position(PARTITION)).isEqualTo(END);
        }
    }

    @Test
    void pollsThatGetNowhereAreSilence() {
        try (EmptyPolls consumer = new EmptyPolls(0)) {
            assertThatThrownBy(() -> LogScan.read(consumer, Map.of(PARTITION, END), poll -> {}))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("came for 30 s");
        }
    }

    /** Gives no record, and moves on by so many offsets with each poll, as a consumer does over aborted records. */
    private static final class EmptyPolls extends MockConsumer<byte[], byte[]> {

        private final long step;

        EmptyPolls(long step) {
            super("none");
            this.step = step;
            assign(List.of(PARTITION));
            seek(PARTITION, 0);
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            if (step == 0) {
                return ConsumerRecords.empty();
            }
            long next = position(PARTITION) + step;
            seek(PARTITION, next);
            return new ConsumerRecords<>(
                    Map.of(), Map.of(PARTITION, new OffsetAndMetadata(next, Optional.empty(), "")));
        }
    }
}
