package io.tidemark.processor.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.store.LogPoint;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.processor.fold.SeenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecentIdsTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final long NOON = 1_678_881_600_000L;
    private static final long HOUR = 3_600_000;

    private final InMemoryLog log = new InMemoryLog();
    private final RecentIds ids = new RecentIds(log, () -> 0);

    @Test
    void readsFromThePlaceThatMattersUpToThePosition() throws Exception {
        SeenIds seen = read(new LogPoint(3, NOON), 0, 7);

        assertThat(log.read).containsExactly(3L, 4L, 5L, 6L);
        assertThat(seen.size()).isEqualTo(4);
    }

    @Test
    void whatRetentionRemovedIsPassedOver() throws Exception {
        read(new LogPoint(3, NOON), 5, 7);
        read(new LogPoint(3, NOON), 9, 7);

        assertThat(log.read).containsExactly(5L, 6L);
    }

    @Test
    void nothingIsReadWhereNoIdMatters() throws Exception {
        SeenIds seen = read(new LogPoint(7, NOON), 0, 7);

        assertThat(log.read).isEmpty();
        assertThat(seen.size()).isZero();
    }

    @Test
    void logTimeBeginsWhereTheCheckpointLeftIt() throws Exception {
        log.eventTime = NOON + HOUR + 1;

        SeenIds later = read(new LogPoint(3, NOON + 1), 0, 7);
        SeenIds earlier = read(new LogPoint(3, PartitionBatch.NO_LOG_TIME), 0, 7);

        assertThat(later.size()).isEqualTo(4);
        assertThat(earlier.size()).isZero(); // rejected: too far ahead of the log's time
    }

    @Test
    void whatNobodyWaitsForEnds() {
        assertThatThrownBy(() ->
                        ids.read(PARTITION, Deduplication.DEFAULT, new LogPoint(0, NOON), 0, 1_000_000, () -> true))
                .isInstanceOf(CancellationException.class);
        assertThat(log.read).isEmpty();
    }

    @Test
    void whatNobodyWaitsForAnyMoreEndsOnItsWay() {
        assertThatThrownBy(() -> ids.read(
                        PARTITION,
                        Deduplication.DEFAULT,
                        new LogPoint(0, NOON),
                        0,
                        1_000_000,
                        () -> !log.read.isEmpty()))
                .isInstanceOf(CancellationException.class);
        assertThat(log.read).hasSizeBetween(1, 10_000);
    }

    private SeenIds read(LogPoint from, long beginning, long position) throws Exception {
        return ids.read(PARTITION, Deduplication.DEFAULT, from, beginning, position, () -> false);
    }

    private static final class InMemoryLog implements LogReader {

        private final List<Long> read = new ArrayList<>();
        private long eventTime = NOON;

        @Override
        public void read(
                TopicPartition partition,
                long from,
                long to,
                Consumer<ConsumerRecord<byte[], byte[]>> sink,
                BooleanSupplier unwanted) {
            for (long offset = from; offset < to; offset++) {
                read.add(offset);
                byte[] value = ("{\"eventId\":\"e" + offset + "\",\"eventType\":\"a\",\"timestamp\":" + eventTime + "}")
                        .getBytes(UTF_8);
                sink.accept(record(offset, value));
            }
        }

        private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] value) {
            return new ConsumerRecord<>(
                    "t",
                    0,
                    offset,
                    NOON,
                    TimestampType.LOG_APPEND_TIME,
                    -1,
                    value.length,
                    new byte[0],
                    value,
                    new RecordHeaders(),
                    Optional.empty());
        }
    }
}
