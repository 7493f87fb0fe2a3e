package io.tidemark.event.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.tidemark.event.Event;
import io.tidemark.event.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic of a test's own, with what stands in it. */
record EventTopic(String servers, String name) {

    private static final int PARTITIONS = 6;

    /** A record of the topic, decoded. */
    record Stored(String key, Event event) {

        /** The {@code n} of its data. */
        int number() {
            return (Integer) requireNonNull(event.data().get("n"));
        }
    }

    static EventTopic create(String servers, String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        return new EventTopic(servers, name);
    }

    KafkaReporterBuilder reporter() {
        return EventReporter.toKafka(servers).topic(name);
    }

    /** All records in the order of each partition, read until the end of the topic; they must be so many. */
    List<Stored> read(int expected) {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
        List<Stored> stored = new ArrayList<>();
        EventCodec codec = new EventCodec();
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(Map.of("bootstrap.servers", servers), bytes, bytes)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long total = ends.values().stream().mapToLong(Long::longValue).sum();
            if (total != expected) {
                throw new AssertionError("the topic has " + total + " records, not " + expected);
            }
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    stored.add(new Stored(new String(record.key(), UTF_8), codec.decode(record.value())));
                }
            }
        }
        return stored;
    }
}
