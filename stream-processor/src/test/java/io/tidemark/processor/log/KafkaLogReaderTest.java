package io.tidemark.processor.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaLogReaderTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final int BROKER_WAITS_MS = 5_000;

    @Test
    void whatNobodyWaitsForAnyMoreEndsWhileKafkaIsAway() throws IOException {
        AtomicInteger turns = new AtomicInteger();
        try (ServerSocket mute = new ServerSocket(0)) {
            KafkaLogReader reader = new KafkaLogReader(() -> consumer("localhost:" + mute.getLocalPort()));

            assertThatThrownBy(() -> reader.read(PARTITION, 0, 10, record -> {}, () -> turns.incrementAndGet() > 3))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(turns).hasValue(4);
    }

    @Test
    void endsWhenAllIsReadThoughABrokerStillWaitsForMore() throws Exception {
        String servers = TestServers.kafka().bootstrapServers();
        TopicPartition partition = new TopicPartition("read-" + UUID.randomUUID(), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(partition.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(partition.topic(), 0, null, new byte[1]))
                    .get();
        }
        List<Long> read = new ArrayList<>();
        KafkaLogReader reader = new KafkaLogReader(() -> consumer(servers));

        long began = System.nanoTime();
        reader.read(partition, 0, 1, record -> read.add(record.offset()), () -> false);
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(read).containsExactly(0L);
        assertThat(took).isLessThan(Duration.ofMillis(BROKER_WAITS_MS));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String servers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "auto.offset.reset", "none", "fetch.max.wait.ms", BROKER_WAITS_MS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
