package io.tidemark.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.local.PortTakenException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
    private final StackPorts ports = freePorts();

    @TempDir
    Path dir;

    @Test
    void startTellsEachPartAndCreatesTheTopics() throws Exception {
        try (StackFolder folder = StackFolder.open(dir, false);
                LocalStack stack = stack(folder)) {
            stack.start();

            assertThat(progress.toString(StandardCharsets.UTF_8))
                    .contains(
                            "Kafka              127.0.0.1:" + ports.kafka(),
                            "ZooKeeper          127.0.0.1:" + ports.zooKeeper(),
                            "Redis              127.0.0.1:" + ports.redis());
            assertThat(partitions(Topics.RAW_EVENTS)).isEqualTo(6);
            assertThat(setting(Topics.RAW_EVENTS, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
                    .isEqualTo("LogAppendTime");
            assertThat(setting(Topics.DEAD_LETTERS, TopicConfig.RETENTION_MS_CONFIG))
                    .isEqualTo("-1");
        }
    }

    @Test
    void demoTellsItsHistoryOnlyOnATopicThatNothingCameTo() throws Exception {
        List<Service> gateway = Service.ALL.stream()
                .filter(service -> service.name().equals("Gateway"))
                .toList();
        try (StackFolder folder = StackFolder.open(dir, false);
                LocalStack stack = stack(folder, gateway)) {
            stack.start();
            assertThat(Topics.isUntouched(StackPorts.at(ports.kafka()), Topics.RAW_EVENTS))
                    .isTrue();

            stack.startDemo(Clock.systemUTC());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !Topics.isUntouched(StackPorts.at(ports.kafka()), Topics.RAW_EVENTS));

            assertThat(progress.toString(StandardCharsets.UTF_8)).contains("first those of the last 20 minutes");
        }
    }

    @Test
    void onePartThatFailsLeavesNothingRunning() throws Exception {
        try (StackFolder folder = StackFolder.open(dir, false);
                LocalStack stack = stack(folder)) {
            try (ServerSocket other = new ServerSocket(ports.redis(), 1, InetAddress.getLoopbackAddress())) {
                assertThatThrownBy(stack::start)
                        .isInstanceOf(PortTakenException.class)
                        .hasMessageContaining("Port " + other.getLocalPort() + ", wanted by Redis, is taken");
            }
        }
        assertThat(isFree(ports)).isTrue();
    }

    private LocalStack stack(StackFolder folder) {
        return stack(folder, List.of());
    }

    private LocalStack stack(StackFolder folder, List<Service> services) {
        return new LocalStack(folder, ports, services, new PrintStream(progress, true, StandardCharsets.UTF_8));
    }

    private int partitions(String topic) throws Exception {
        try (Admin admin = admin()) {
            var topics = admin.describeTopics(List.of(topic)).allTopicNames().get();
            return Objects.requireNonNull(topics.get(topic)).partitions().size();
        }
    }

    private String setting(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = admin()) {
            var configs = admin.describeConfigs(List.of(resource)).all().get();
            return Objects.requireNonNull(configs.get(resource)).get(name).value();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, StackPorts.at(ports.kafka())));
    }

    private static StackPorts freePorts() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(14_000))
                .mapToObj(StackPorts::new)
                .filter(LocalStackTest::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(StackPorts ports) {
        return IntStream.of(ports.gateway(), ports.kafka(), ports.kafkaController(), ports.zooKeeper(), ports.redis())
                .allMatch(LocalStackTest::isFree);
    }

    private static boolean isFree(int port) {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
