package io.tidemark.processor.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads from Kafka, each time with a consumer of its own. Thread-safe. */
public final class KafkaLogReader implements LogReader {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    private static final long PATIENCE_MS = Duration.ofSeconds(10).toMillis();

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    /** @param consumers makes consumers that belong to no group and read what is committed; each is closed after use */
    public KafkaLogReader(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    @Override
    public void read(
            TopicPartition partition,
            long from,
            long to,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink,
            BooleanSupplier unwanted)
            throws TimeoutException {
        Consumer<byte[], byte[]> consumer = consumers.get();
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            long position = from;
            long patience = Ticker.SYSTEM.millis() + PATIENCE_MS;
            while (position < to) {
                if (unwanted.getAsBoolean()) {
                    throw new CancellationException();
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                    if (record.offset() < to) {
                        sink.accept(record);
                    }
                }
                if (consumer.position(partition) > position) {
                    position = consumer.position(partition);
                    patience = Ticker.SYSTEM.millis() + PATIENCE_MS;
                } else if (Ticker.SYSTEM.millis() > patience) {
                    throw new TimeoutException("nothing came of " + partition + " from offset " + position + " on");
                }
            }
        } finally {
            // Without a farewell: it would wait for the fetch that is under way, at the log's end as long as a broker
            // waits for more to come, and longer if it hangs.
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
