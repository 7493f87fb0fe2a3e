package io.tidemark.processor.log;

import io.tidemark.metric.store.MetricWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What lies around the thread of a consumer, and may be slow or away.
 *
 * @param logs      the logs beside the consumer's own reading
 * @param reader    reads again what may hold the ids that matter
 * @param starts    where the starts of topics are remembered
 * @param producer  sends dead letters; the result completes when Kafka has acknowledged
 * @param patience  how long the thread waits for that before other partitions have their turn
 * @param elsewhere runs what may take longer than a consumer may stay away from its group
 * @param maxOperations a batch closes at the record that takes it past this many operations on the store
 */
public record Surroundings(
        MetricWriter store,
        Logs logs,
        LogReader reader,
        TopicStarts starts,
        Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> producer,
        String deadLetterTopic,
        Duration patience,
        Executor elsewhere,
        Ticker ticker,
        int maxOperations) {}
