package io.tidemark.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.json.JsonMapper;

/** A topic as anybody with a Kafka client sees it. */
final class Log {

    private static final Duration READ = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);

    private Log() {}

    /** All records that stand there now. */
    static List<ConsumerRecord<byte[], byte[]>> read(String kafka, String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            await().atMost(READ).pollInterval(Duration.ofMillis(1)).until(() -> {
                consumer.poll(POLL).forEach(records::add);
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
            return records;
        }
    }

    /** The ids of all events that stand there now; one that stands twice is in it twice. */
    static List<String> eventIds(String kafka, String topic) {
        return read(kafka, topic).stream()
                .map(record -> JsonMapper.shared()
                        .readTree(record.value())
                        .get("eventId")
                        .asString())
                .toList();
    }
}
