package io.tidemark.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaTest {

    private static final TopicPartition TIDES = new TopicPartition("tides", 0);

    @TempDir
    Path dir;

    @Test
    void dataAndClusterOutliveARestartOnTheSamePorts() throws Exception {
        LocalKafka first = start(0);
        String cluster = clusterId(first);
        createTopic(first);
        send(first, "high");
        first.close();

        try (LocalKafka second = LocalKafka.start(first.settings())) {
            assertThat(second.bootstrapServers()).isEqualTo(first.bootstrapServers());
            assertThat(clusterId(second)).isEqualTo(cluster);
            assertThat(read(second)).containsExactly("high");
        }
    }

    @Test
    void topicIsNotCreatedByItsFirstUse() {
        try (LocalKafka kafka = start(0)) {
            assertThatThrownBy(() -> send(kafka, "high")).hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void takenPortIsToldByNumberAndLeavesNothingRunning() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(other.getLocalPort()))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + ", wanted by Kafka, is taken");
        }
        start(0).close();
    }

    private LocalKafka start(int port) {
        return LocalKafka.start(new LocalKafka.Settings(dir, port, 0));
    }

    private static String clusterId(LocalKafka kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void createTopic(LocalKafka kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic(TIDES.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static Admin admin(LocalKafka kafka) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    private static void send(LocalKafka kafka, String value) throws Exception {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                2_000);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TIDES.topic(), value)).get();
        }
    }

    private static List<String> read(LocalKafka kafka) {
        Map<String, Object> config = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(TIDES));
            consumer.seekToBeginning(List.of(TIDES));
            return consumer.poll(Duration.ofSeconds(10)).records(TIDES).stream()
                    .map(record -> record.value())
                    .toList();
        }
    }
}
