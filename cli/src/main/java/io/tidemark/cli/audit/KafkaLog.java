package io.tidemark.cli.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads Kafka without a consumer group, so that no position of anybody else moves. Not thread-safe. */
final class KafkaLog implements Log {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String servers;
    private final Clock clock;
    private final LongConsumer progress;

    /**
     * A log on these servers.
     *
     * @param progress told the number of records that a poll has added
     */
    KafkaLog(String servers, Clock clock, LongConsumer progress) {
        this.servers = servers;
        this.clock = clock;
        this.progress = progress;
    }

    @Override
    public void read(LogSection section, LogSink sink) throws NotProvableException {
        String topic = section.topic();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
            LogExtent extent = LogExtent.of(section, servers, consumer);
            consumer.assign(extent.ends().keySet());
            extent.begins().forEach((partition, begin) -> {
                if (begin > section.from(partition.partition())) {
                    sink.gap(topic, partition.partition(), begin);
                }
                consumer.seek(partition, begin);
            });
            readTo(extent.ends(), consumer, sink);
        } catch (OffsetOutOfRangeException e) {
            throw new NotProvableException(
                    "the log of " + topic + " was cut while it was read: run the audit again", e);
        } catch (KafkaException e) {
            throw new NotProvableException(
                    "Kafka at " + servers + " cannot be read: " + (e.getCause() == null ? e : e.getCause()), e);
        }
    }

    private void readTo(Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer, LogSink sink)
            throws NotProvableException {
        long lastMove = clock.millis();
        Set<TopicPartition> open = new HashSet<>(ends.keySet());
        while (true) {
            open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            consumer.pause(ends.keySet().stream().filter(p -> !open.contains(p)).toList());
            if (open.isEmpty()) {
                return;
            }
            List<LogRecord> records = new ArrayList<>();
            consumer.poll(POLL).forEach(record -> records.add(LogRecord.of(record)));
            sink.records(records);
            progress.accept(records.size());
            if (!records.isEmpty()) {
                lastMove = clock.millis();
            } else if (clock.millis() - lastMove > PATIENCE.toMillis()) {
                throw new NotProvableException(
                        "Kafka at " + servers + " gave nothing of " + open + " for " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        // A poll is taken apart as a whole, and a tree takes many times the memory of its bytes.
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * 1024 * 1024);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }
}
