package io.tidemark.cli.dlt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of events and its dead-letter topic, in which letters are as the processor writes them. */
public record DeadLetterFixture(String topic, String topicId) {

    public static final String KAFKA = TestServers.kafka().bootstrapServers();

    public static DeadLetterFixture create(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            admin.createTopics(List.of(new NewTopic(topic + "-dlt", 2, (short) 1)))
                    .all()
                    .get();
            String id = admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1)))
                    .topicId(topic)
                    .get()
                    .toString();
            return new DeadLetterFixture(topic, id);
        }
    }

    public String deadLetterTopic() {
        return topic + "-dlt";
    }

    /** A letter of the record at this offset of partition 2, with more headers as name, value, name, value. */
    public void letter(long offset, String reason, String value, String... headers) throws Exception {
        ProducerRecord<byte[], byte[]> letter = letterOf(offset, reason, value, "says\nwhy " + offset);
        for (int i = 0; i < headers.length; i += 2) {
            header(letter, headers[i], headers[i + 1]);
        }
        send(Map.of(), letter);
    }

    private ProducerRecord<byte[], byte[]> letterOf(long offset, String reason, String value, String message) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                deadLetterTopic(), (int) offset % 2, ("key" + offset).getBytes(UTF_8), value.getBytes(UTF_8));
        header(letter, "reason", reason);
        header(letter, "message", message);
        header(letter, "topic", topic);
        header(letter, "topic-id", topicId);
        header(letter, "partition", "2");
        header(letter, "offset", Long.toString(offset));
        header(letter, "timestamp", Long.toString(1_678_883_400_000L + offset));
        return letter;
    }

    /** Of the last replay of these letters, as the broker knows it. */
    public Duration transactionTimeout() throws Exception {
        String id = "tidemark-replay-of-" + deadLetterTopic();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            return Duration.ofMillis(admin.describeTransactions(List.of(id))
                    .description(id)
                    .get()
                    .transactionTimeoutMs());
        }
    }

    /** So many letters, each with two kilobytes of a message. */
    public void manyLetters(int count) throws Exception {
        String message = "m".repeat(2_000);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", KAFKA, "linger.ms", 20, "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int offset = 0; offset < count; offset++) {
                var unused = producer.send(letterOf(offset, "INVALID_JSON", "{", message));
            }
        }
    }

    /** Every committed record of the topic. */
    public List<ConsumerRecord<byte[], byte[]>> replayed() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (DeadLetterTopic reader = DeadLetterTopic.open(KAFKA, topic)) {
            reader.read(records::add);
        }
        return records;
    }

    public static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader("tidemark-" + name).value(), UTF_8);
    }

    @SafeVarargs
    static void send(Map<String, Object> settings, ProducerRecord<byte[], byte[]>... records)
            throws ExecutionException, InterruptedException {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", KAFKA);
        try (var producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add("tidemark-" + name, value.getBytes(UTF_8));
    }
}
