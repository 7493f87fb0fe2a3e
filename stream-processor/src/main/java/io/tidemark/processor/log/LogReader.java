package io.tidemark.processor.log;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads parts of the log again, beside the consumers that follow it. Thread-safe. */
@FunctionalInterface
public interface LogReader {

    /**
     * Reads the committed records of a partition from one offset up to, without, another; offsets may hold none. Blocks;
     * any exception but the sink's own and a {@link java.util.concurrent.CancellationException} means that Kafka is away, or
     * that the log does not reach back to the first offset.
     *
     * @param unwanted asked often, also while nothing comes: whether nobody waits for the records any more
     */
    void read(
            TopicPartition partition,
            long from,
            long to,
            Consumer<ConsumerRecord<byte[], byte[]>> sink,
            BooleanSupplier unwanted)
            throws Exception;
}
