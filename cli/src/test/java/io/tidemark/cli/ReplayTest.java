package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testing.TestServers;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    private final String kafka = TestServers.kafka().bootstrapServers();
    private final String topic = "replay-" + UUID.randomUUID();

    @TempDir
    Path dir;

    @BeforeEach
    void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    @Test
    void linesArriveAsTheyAreUnderTheirKeys() throws Exception {
        Path file = gzip(
                "{ \"eventType\":\"a\", \"userId\":\"u1\", \"eventId\":\"e1\" }",
                "{\"eventType\":\"a\",\"userId\":7}",
                "{\"eventType\":\"a\",\"eventId\":\"e3\"}",
                "{\"eventType\":\"a\"}",
                "no JSON at all");

        Run run = replay(file);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("5 events acknowledged on " + topic);
        assertThat(run.err()).contains("line 5 is no JSON object");
        assertThat(topicContent())
                .containsExactly(
                        "u1={ \"eventType\":\"a\", \"userId\":\"u1\", \"eventId\":\"e1\" }",
                        "7={\"eventType\":\"a\",\"userId\":7}",
                        "e3={\"eventType\":\"a\",\"eventId\":\"e3\"}",
                        "null={\"eventType\":\"a\"}",
                        "null=no JSON at all");
    }

    @Test
    void shiftedEventsKeepTheirDistanceAndEndWithinTheLastDay() throws Exception {
        Path file = gzip(
                "{\"timestamp\":\"2015-05-17T10:05:00Z\",\"data\":{\"timestamp\":1}}",
                "{\"timestamp\":1431957900000}",
                "poison");

        Run run = replay(file, "--shift-time");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(topicContent())
                .containsExactly(
                        "null={\"timestamp\":\"2026-02-27T10:05:00Z\",\"data\":{\"timestamp\":1}}",
                        "null={\"timestamp\":"
                                + (1431957900000L + Duration.ofDays(3939).toMillis()) + "}",
                        "null=poison");
    }

    @Test
    void rateIsKept() throws Exception {
        Path file = gzip("{}", "{}", "{}", "{}", "{}");
        long from = System.nanoTime();

        Run run = replay(file, "--rate", "20");

        assertThat(run.exitCode()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void recordThatKafkaRefusesFailsTheRunAndTheOthersArrive() throws Exception {
        StringBuilder noise = new StringBuilder();
        var random = new java.util.Random(1);
        while (noise.length() < 3_000_000) {
            noise.append((char) ('!' + random.nextInt(90)));
        }
        Path file = gzip("{\"n\":1}", noise.toString(), "{\"n\":2}");

        Run run = replay(file);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("2 of 3 events were acknowledged", "RecordTooLargeException");
        assertThat(topicContent()).containsExactly("null={\"n\":1}", "null={\"n\":2}");
    }

    @Test
    void missingTopicIsOneLine() throws Exception {
        Run run = Run.of("replay", gzip("{}").toString(), "--kafka", kafka, "--topic", "nowhere");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualToIgnoringNewLines("tidemark: Kafka at " + kafka + " has no topic nowhere.");
    }

    @Test
    void missingFileIsOneLine() {
        Run run = replay(dir.resolve("gone.ndjson"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("There is no file", "gone.ndjson");
    }

    @Test
    void wrongRateIsRefused() throws Exception {
        Run run = replay(gzip("{}"), "--rate", "fast");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--rate is 'fast'; allowed are 'max' or a whole number");
    }

    private Run replay(Path file, String... more) {
        List<String> args = new ArrayList<>(List.of("replay", file.toString(), "--kafka", kafka, "--topic", topic));
        args.addAll(List.of(more));
        return Run.of(NOW, args.toArray(String[]::new));
    }

    private Path gzip(String... lines) throws Exception {
        Path file = dir.resolve("events.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private List<String> topicContent() {
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<String, Object> config = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
        List<String> content = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(record -> content.add(record.key() + "=" + record.value()));
            }
        }
        return content;
    }
}
