package io.tidemark.processor.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.store.LogPoint;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.processor.fold.SeenIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentIdsTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final long NOON = 1_678_881_600_000L;
    private static final long HOUR = 3_600_000;
    private static final LogPoint FAR = new LogPoint(1_000_000, NOON);

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
        assertThatThrownBy(() -> ids.read(PARTITION, Deduplication.DEFAULT, new LogPoint(0, NOON), 0, FAR, () -> true))
                .isInstanceOf(CancellationException.class);
        assertThat(log.read).isEmpty();
    }

    @Test
    void whatNobodyWaitsForAnyMoreEndsOnItsWay() {
        assertThatThrownBy(() -> ids.read(
                        PARTITION, Deduplication.DEFAULT, new LogPoint(0, NOON), 0, FAR, () -> !log.read.isEmpty()))
                .isInstanceOf(CancellationException.class);
        assertThat(log.read).hasSizeBetween(1, 10_000);
    }

    @Test
    void whatCanStillMatterAndIsGoneIsTold() throws Exception {
        assertThat(lost(Deduplication.DEFAULT, 5, new LogPoint(7, NOON)))
                .contains("the log begins at 5")
                .contains("from 3 on");
        assertThat(lost(Deduplication.DEFAULT, 7, new LogPoint(7, NOON))).isNotNull(); // nothing tells how old they are
        assertThat(lost(Deduplication.DEFAULT, 9, new LogPoint(7, NOON))).isNotNull();
    }

    @Test
    void recordOfALaterTimeThatIsGoneCanStillMatter() throws Exception {
        log.times = offset -> offset < 6 ? NOON - HOUR : NOON;

        assertThat(lost(Deduplication.DEFAULT, 5, new LogPoint(7, NOON + 1))).isNotNull();
    }

    @Test
    void whatIsGoneAndCannotMatterIsNotTold() throws Exception {
        Deduplication near = new Deduplication(Duration.ofMinutes(10), 2);

        assertThat(lost(Deduplication.DEFAULT, 3, new LogPoint(7, NOON))).isNull(); // nothing is gone
        assertThat(lost(near, 5, new LogPoint(7, NOON))).isNull(); // too many offsets ago
        assertThat(lost(near, 6, new LogPoint(7, NOON))).isNotNull();
        assertThat(lost(Deduplication.DEFAULT, 7, new LogPoint(7, PartitionBatch.NO_LOG_TIME)))
                .isNull(); // nothing was folded
        log.times = offset -> offset < 6 ? NOON - HOUR : NOON;
        assertThat(lost(Deduplication.DEFAULT, 5, new LogPoint(7, NOON))).isNull(); // too long ago
    }

    private @Nullable String lost(Deduplication rule, long beginning, LogPoint position) throws Exception {
        LogPoint from = new LogPoint(3, PartitionBatch.NO_LOG_TIME);
        return ids.read(PARTITION, rule, from, beginning, position, () -> false).lost();
    }

    private SeenIds read(LogPoint from, long beginning, long position) throws Exception {
        return ids.read(PARTITION, Deduplication.DEFAULT, from, beginning, new LogPoint(position, NOON), () -> false)
                .seen();
    }

    private static final class InMemoryLog implements LogReader {

        private final List<Long> read = new ArrayList<>();
        private long eventTime = NOON;
        private LongUnaryOperator times = offset -> NOON;

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
                sink.accept(record(offset, times.applyAsLong(offset), value));
            }
        }

        private static ConsumerRecord<byte[], byte[]> record(long offset, long time, byte[] value) {
            return new ConsumerRecord<>(
                    "t",
                    0,
                    offset,
                    time,
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
