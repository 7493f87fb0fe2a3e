package io.tidemark.cli.dlt;

import io.tidemark.cli.connection.LogScan;
import io.tidemark.cli.terminal.CommandFailedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a dead-letter topic from its begin to where it ended when this was opened. Not thread-safe. */
final class DeadLetterTopic implements AutoCloseable {

    private final String name;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;

    private DeadLetterTopic(String name, KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        this.name = name;
        this.consumer = consumer;
        this.ends = ends;
    }

    /** Throws {@link CommandFailedException} if Kafka does not answer or has no such topic. */
    static DeadLetterTopic open(String kafka, String name) {
        KafkaConsumer<byte[], byte[]> consumer = connect(kafka);
        try {
            @Nullable List<PartitionInfo> infos = consumer.partitionsFor(name);
            if (infos == null || infos.isEmpty()) {
                throw new CommandFailedException("Kafka at " + kafka + " has no topic " + name + ".");
            }
            List<TopicPartition> partitions = infos.stream()
                    .map(info -> new TopicPartition(name, info.partition()))
                    .toList();
            consumer.assign(partitions);
            return new DeadLetterTopic(name, consumer, consumer.endOffsets(partitions));
        } catch (KafkaException e) {
            consumer.close();
            throw away(kafka, e);
        } catch (CommandFailedException e) {
            consumer.close();
            throw e;
        }
    }

    private static KafkaConsumer<byte[], byte[]> connect(String kafka) {
        try {
            return new KafkaConsumer<>(settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) { // Its address is of no form, or its name of no host.
            throw away(kafka, e.getCause() == null ? e : e.getCause());
        }
    }

    private static CommandFailedException away(String kafka, Throwable why) {
        return new CommandFailedException("Kafka at " + kafka + " does not answer: is Tidemark up? (" + why + ")", why);
    }

    String name() {
        return name;
    }

    /** Hands over every committed record, as often as it is asked. */
    void read(Consumer<ConsumerRecord<byte[], byte[]>> records) {
        consumer.seekToBeginning(ends.keySet());
        LogScan.read(consumer, ends, poll -> {
            for (ConsumerRecord<byte[], byte[]> record : poll) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(name, record.partition()), 0L)) {
                    records.accept(record);
                }
            }
        });
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static Map<String, Object> settings(String kafka) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }
}
