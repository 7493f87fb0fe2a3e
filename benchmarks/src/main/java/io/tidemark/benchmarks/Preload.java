package io.tidemark.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills the topic before anything is measured. */
final class Preload {

    static final String TOPIC = "raw-events-topic";
    static final int PARTITIONS = 6;

    private final String bootstrapServers;
    private final Progress progress;

    Preload(String bootstrapServers, Progress progress) {
        this.bootstrapServers = bootstrapServers;
        this.progress = progress;
    }

    /** Creates the topic, sends every event, waits until all are acknowledged, and returns what they come to. */
    Totals send(MixedEvents events) throws InterruptedException, ExecutionException {
        createTopic(bootstrapServers);
        Totals totals = new Totals();
        AtomicReference<Exception> failure = new AtomicReference<>();
        progress.begin(0);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings(bootstrapServers))) {
            while (events.hasNext() && failure.get() == null) {
                MixedEvent event = events.next();
                totals.add(event);
                var unused = producer.send(record(event), (sent, refused) -> failure.compareAndSet(null, refused));
                progress.at("preload", events.made(), events.count());
            }
        } // closing waits for the acknowledgements
        Exception refused = failure.get();
        if (refused != null) {
            throw new IllegalStateException("Kafka did not take an event: " + refused.getMessage(), refused);
        }
        return totals;
    }

    static void createTopic(String bootstrapServers) throws InterruptedException, ExecutionException {
        NewTopic topic = new NewTopic(TOPIC, PARTITIONS, (short) 1)
                .configs(Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
                        TopicConfig.RETENTION_MS_CONFIG, "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    /** Idempotent: a repeated send must not count twice. */
    static Properties settings(String bootstrapServers) {
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 50);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
        return settings;
    }

    private static ProducerRecord<byte[], byte[]> record(MixedEvent event) {
        return new ProducerRecord<>(TOPIC, bytes(event.userId()), bytes(event.json()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
