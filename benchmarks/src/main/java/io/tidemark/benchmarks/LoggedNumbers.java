package io.tidemark.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The numbers of the events that stand in the log. Not thread-safe. */
final class LoggedNumbers implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = IntStream.range(0, Preload.PARTITIONS)
            .mapToObj(p -> new TopicPartition(Preload.TOPIC, p))
            .toList();

    LoggedNumbers(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "max.poll.records", 20_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /** Reads from there to the present end. */
    BitSet read(Map<TopicPartition, Long> from) {
        Map<TopicPartition, Long> ends = ends();
        consumer.assign(partitions);
        from.forEach(consumer::seek);
        BitSet numbers = new BitSet();
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                Matcher number = GatewayKills.NUMBER.matcher(new String(record.value(), UTF_8));
                if (number.find()) {
                    numbers.set(Integer.parseInt(number.group(1)));
                }
            }
        }
        return numbers;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
