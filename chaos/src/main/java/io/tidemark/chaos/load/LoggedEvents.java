package io.tidemark.chaos.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the log, read once from its beginning to its end.
 *
 * @param numbers of the events
 * @param events  how many records are events
 * @param others  how many are not
 */
record LoggedEvents(BitSet numbers, long events, long others) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] OPENS = EventSource.ID_OPENS.getBytes(US_ASCII);

    static LoggedEvents read(String bootstrapServers, String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "max.poll.records",
                20_000,
                "auto.offset.reset",
                "none",
                "max.partition.fetch.bytes",
                4 << 20);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return read(consumer, consumer.endOffsets(partitions));
        }
    }

    private static LoggedEvents read(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        BitSet numbers = new BitSet();
        long events = 0;
        long others = 0;
        long moved = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                moved = System.nanoTime();
                int number = number(record.value());
                if (number == LoadEvent.POISON) {
                    others++;
                } else {
                    events++;
                    numbers.set(number);
                }
            }
            if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw new IllegalStateException("Kafka gave nothing of the log for " + PATIENCE.toSeconds() + " s");
            }
        }
        return new LoggedEvents(numbers, events, others);
    }

    private static int number(byte @Nullable [] value) {
        if (value == null || value.length < OPENS.length) {
            return LoadEvent.POISON;
        }
        for (int i = 0; i < OPENS.length; i++) {
            if (value[i] != OPENS[i]) {
                return LoadEvent.POISON;
            }
        }
        int number = 0;
        for (int i = OPENS.length; i < value.length && value[i] >= '0' && value[i] <= '9'; i++) {
            number = 10 * number + value[i] - '0';
        }
        return number;
    }
}
