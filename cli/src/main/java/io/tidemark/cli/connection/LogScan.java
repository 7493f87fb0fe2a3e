package io.tidemark.cli.connection;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads logs from where a consumer stands up to ends that were fixed before. Stateless. */
public final class LogScan {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private LogScan() {}

    /**
     * Hands over all records before the ends, poll by poll, and maybe some behind them.
     *
     * @param consumer which these partitions are assigned to
     * @throws TimeoutException if Kafka gives nothing for half a minute
     */
    public static void read(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            java.util.function.Consumer<ConsumerRecords<byte[], byte[]>> sink) {
        Set<TopicPartition> open = new HashSet<>(ends.keySet());
        Duration silent = Duration.ZERO;
        consumer.resume(open); // if an earlier scan paused them
        while (true) {
            open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            consumer.pause(ends.keySet().stream().filter(p -> !open.contains(p)).toList());
            if (open.isEmpty()) {
                return;
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            sink.accept(records);
            // A poll over nothing but aborted records returns at once, empty, and still moves on.
            boolean nothing = records.isEmpty() && records.nextOffsets().isEmpty();
            silent = nothing ? silent.plus(POLL) : Duration.ZERO;
            if (silent.compareTo(PATIENCE) > 0) {
                throw new TimeoutException("nothing of " + open + " came for " + PATIENCE.toSeconds() + " s");
            }
        }
    }
}
