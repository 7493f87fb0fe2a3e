package io.tidemark.cli.audit;

import io.tidemark.cli.connection.LogScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads Kafka without a consumer group, so that no position of anybody else moves. Not thread-safe. */
final class KafkaLog implements Log {

    private final String servers;
    private final LongConsumer progress;

    /**
     * A log on these servers.
     *
     * @param progress told the number of records that a poll has added
     */
    KafkaLog(String servers, LongConsumer progress) {
        this.servers = servers;
        this.progress = progress;
    }

    @Override
    public void read(LogSection section, LogSink sink) throws NotProvableException {
        String topic = section.topic();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
            LogExtent extent = LogExtent.of(section, servers, consumer);
            consumer.assign(extent.ends().keySet());
            extent.begins().forEach((partition, begin) -> {
                long from = section.from(partition.partition());
                if (begin > from) {
                    sink.gap(topic, partition.partition(), from, begin);
                }
                consumer.seek(partition, begin);
            });
            LogScan.read(consumer, extent.ends(), poll -> take(poll, sink));
        } catch (OffsetOutOfRangeException e) {
            throw new NotProvableException(
                    "the log of " + topic + " was cut while it was read: run the audit again", e);
        } catch (KafkaException e) {
            throw new NotProvableException(
                    "Kafka at " + servers + " cannot be read: " + (e.getCause() == null ? e : e.getCause()), e);
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> poll, LogSink sink) {
        List<LogRecord> records = new ArrayList<>(poll.count());
        poll.forEach(record -> records.add(LogRecord.of(record)));
        sink.records(records);
        progress.accept(records.size());
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
