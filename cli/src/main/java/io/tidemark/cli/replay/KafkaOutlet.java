package io.tidemark.cli.replay;

import io.tidemark.cli.terminal.CommandFailedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes the lines to a topic, each under the event's key. */
final class KafkaOutlet implements Outlet {

    private static final int ANSWER_WITHIN_MILLIS = 10_000;

    private final Producer<@Nullable String, byte[]> producer;
    private final String topic;
    private final Callback fate;

    private KafkaOutlet(Producer<@Nullable String, byte[]> producer, String topic, Tally tally) {
        this.producer = producer;
        this.topic = topic;
        this.fate = (metadata, failure) -> tell(tally, failure);
    }

    /** Opens it, once it is sure that Kafka answers and has the topic. */
    static KafkaOutlet open(String kafka, String topic, Tally tally) {
        requireTopic(kafka, topic);
        return new KafkaOutlet(
                new KafkaProducer<>(config(kafka), new StringSerializer(), new ByteArraySerializer()), topic, tally);
    }

    @Override
    public void send(JsonLine read, byte[] line) {
        var unused = producer.send(new ProducerRecord<>(topic, read.key(), line), fate);
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    private static void tell(Tally tally, @Nullable Exception failure) {
        if (failure == null) {
            tally.acknowledge();
        } else if (failure instanceof TimeoutException) {
            tally.giveUp(failure.toString());
        } else {
            tally.refuse(failure.toString());
        }
    }

    private static Map<String, Object> config(String kafka) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "tidemark-replay");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 10);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        // The broker judges the compressed size; the client's own limit would refuse long lines before.
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 * 1024 * 1024);
        return config;
    }

    // A producer alone would wait for a minute and then say no more than that it timed out.
    private static void requireTopic(String kafka, String topic) {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        try (Admin admin = Admin.create(config)) {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownTopicOrPartitionException
                    ? new CommandFailedException("Kafka at " + kafka + " has no topic " + topic + ".", e)
                    : new CommandFailedException(
                            "Kafka at " + kafka + " does not answer: is Tidemark up? (" + e.getCause() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("The replay was interrupted.", e);
        }
    }
}
