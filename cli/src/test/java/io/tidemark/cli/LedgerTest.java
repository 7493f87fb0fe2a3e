package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.tidemark.local.LocalRedis;
import io.tidemark.processor.ProcessorApplication;
import io.tidemark.processor.log.TopicStarts.Starts;
import io.tidemark.processor.log.ZooKeeperStarts;
import io.tidemark.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The commands against real servers, with a processor that runs on. */
class LedgerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KAFKA = TestServers.kafka().bootstrapServers();

    private final String topic = "ledger-" + UUID.randomUUID();
    private final LocalRedis redis = TestServers.startRedis();
    private final RedisClient client = RedisClient.create("redis://" + redis.host() + ":" + redis.port());
    private ConfigurableApplicationContext processor;

    @BeforeEach
    void foldTenEvents() throws Exception {
        createTopic();
        processor = ProcessorApplication.application()
                .run(
                        "--server.port=0",
                        "--spring.kafka.bootstrap-servers=" + KAFKA,
                        "--spring.kafka.consumer.group-id=" + topic,
                        "--spring.data.redis.port=" + redis.port(),
                        "--tidemark.zookeeper.connect-string="
                                + TestServers.zooKeeper().connectString(),
                        "--tidemark.log.topic=" + topic);
        send(10);
        awaitLogins("10");
    }

    @AfterEach
    void stop() {
        processor.close();
        client.shutdown();
        redis.close();
    }

    @Test
    void showTellsWhereEachPartitionStandsAndWhatBecameOfItsOffsets() {
        Run run = ledger("show", topic);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .anyMatch(line -> line.startsWith(topic + ", folded under the id "))
                .anyMatch(line -> line.startsWith("0 0 5@0 0 5 0 20"))
                .anyMatch(line -> line.startsWith("1 0 5@0 0 5 0 20"))
                .contains("gap 0 + empty 0 + rejected 0 + duplicate 0 + filtered 0 + counted 10 = 10 offsets folded");
        assertThat(ledger("show").out()).isEqualTo(run.out());
    }

    @Test
    void showTellsOffsetsWithoutAFate() {
        redis("HSET", "metrics:accounting:" + topic, "counted", "9");

        Run run = ledger("show", topic);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("counted 9 = 9, but 10 offsets were folded");
    }

    @Test
    void resetWithoutYesTellsWhatItWouldDoAndDoesNothing() {
        Run run = ledger("reset", topic + ":1", "--to", "3");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "Removes every value, and all accounting and progress, from Redis at 127.0.0.1:" + redis.port())
                .contains("version 1, as version 2")
                .contains(topic + ":0 from 0\n")
                .contains(topic + ":1 from 3\n")
                .contains("Nothing was changed");
        assertThat(redis("HGET", "metrics:counters", "login")).isEqualTo("10");
    }

    @Test
    void resetPartitionIsFoldedFromItsNewStartAndTheOthersFromTheirs() {
        Run run = ledger("reset", topic + ":1", "--to", "3", "--yes");

        assertThat(run.exitCode()).as(run.err()).isZero();
        awaitLogins("7");
        assertThat(ledger("show", topic).exitCode()).isZero();
    }

    @Test
    void newStartOutlivesAnEmptiedStore() {
        ledger("reset", topic + ":1", "--to", "3", "--yes");
        awaitLogins("7");

        redis("FLUSHALL");

        awaitLogins("7");
        assertThat(redis("HGET", "metrics:ledger:" + topic, "1:start")).isEqualTo("3");
    }

    @Test
    void resetHelpsWhereTheLedgerWasLost() {
        redis("DEL", "metrics:ledger:" + topic);
        send(2);
        assertThat(redis("HGET", "metrics:counters", "login")).isEqualTo("10");

        Run run = ledger("reset", topic, "--to", "earliest", "--yes");

        assertThat(run.exitCode()).as(run.err()).isZero();
        awaitLogins("12");
    }

    @Test
    void resetHelpsWhereTheTopicWasRecreated() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            createTopic();
            return true;
        });
        send(4);

        Run run = ledger("reset", topic, "--to", "earliest", "--yes");

        assertThat(run.exitCode()).as(run.err()).isZero();
        awaitLogins("4");
        assertThat(ledger("show", topic).exitCode()).isZero();
    }

    @Test
    void resetThatWasKilledHalfwayIsToldByTheAuditAndMendedByAnother() throws Exception {
        try (CuratorFramework client =
                CuratorFrameworkFactory.newClient(TestServers.zooKeeper().connectString(), new RetryOneTime(500))) {
            client.start();
            ZooKeeperStarts zooKeeper = new ZooKeeperStarts(client);
            String id = zooKeeper.read(topic).id();
            zooKeeper.replace(topic, new Starts(id, Map.of(0, 2L, 1, 3L))); // and no more of `reset TOPIC ...`
        }
        send(2);
        awaitLogins("12"); // the processor goes by the store

        Run halfway = audit();
        Run reset = ledger("reset", topic + ":1", "--to", "3", "--yes");

        assertThat(halfway.exitCode()).isEqualTo(1);
        assertThat(halfway.out())
                .contains("start of partition 0 of " + topic + ": ZooKeeper says 2, the store says 0\n")
                .contains("start of partition 1 of " + topic + ": ZooKeeper says 3, the store says 0\n");
        assertThat(reset.exitCode()).as(reset.err()).isZero();
        awaitLogins("9"); // what only the killed one was told to do is undone
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(audit().exitCode()).isZero());
        redis("FLUSHALL");
        awaitLogins("9");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(audit().exitCode()).isZero());
    }

    @Test
    void withoutZooKeeperTheAuditSaysThatStartsWereNotCompared() {
        Run run = Run.of(
                "audit", "--kafka", KAFKA, "--redis", redis.host() + ":" + redis.port(), "--zookeeper", "127.0.0.1:1");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .hasLineCount(1)
                .contains("the starts were not compared with ZooKeeper's: ZooKeeper at 127.0.0.1:1 does not answer");
    }

    @Test
    void withoutZooKeeperNothingIsReset() {
        Run run = Run.of(arguments("127.0.0.1:1", "reset", topic, "--to", "latest", "--yes"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("ZooKeeper at 127.0.0.1:1 does not answer; nothing was changed");
        assertThat(redis("HGET", "metrics:counters", "login")).isEqualTo("10");
    }

    @Test
    void whatIsNotThereIsToldInOneLine() {
        assertRefused("Kafka at " + KAFKA + " has no topic nothing", "reset", "nothing", "--to", "latest");
        assertRefused(topic + " has no partition 2; it has 0 to 1", "reset", topic + ":2", "--to", "latest");
        assertRefused("--to is 6, which is outside of the log of " + topic + ":0", "reset", topic, "--to", "6");
        assertRefused("has no ledger of nothing; it has those of [" + topic + "]", "show", "nothing");
    }

    private Run audit() {
        return Run.of(
                "audit",
                "--kafka",
                KAFKA,
                "--redis",
                redis.host() + ":" + redis.port(),
                "--zookeeper",
                TestServers.zooKeeper().connectString());
    }

    private void assertRefused(String message, String... command) {
        Run run = ledger(command);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains(message);
    }

    private Run ledger(String... command) {
        return Run.of(arguments(TestServers.zooKeeper().connectString(), command));
    }

    private String[] arguments(String zooKeeper, String... command) {
        List<String> all = new ArrayList<>(List.of("ledger"));
        all.addAll(List.of(command));
        all.addAll(List.of("--kafka", KAFKA, "--zookeeper", zooKeeper, "--redis", redis.host() + ":" + redis.port()));
        return all.toArray(String[]::new);
    }

    private void awaitLogins(String count) {
        await().atMost(PATIENCE).until(() -> count.equals(redis("HGET", "metrics:counters", "login")));
    }

    private Object redis(String command, String... arguments) {
        try (var connection = client.connect()) {
            return switch (command) {
                case "HGET" -> String.valueOf(connection.sync().hget(arguments[0], arguments[1]));
                case "HSET" -> connection.sync().hset(arguments[0], arguments[1], arguments[2]);
                case "DEL" -> connection.sync().del(arguments);
                default -> connection.sync().flushall();
            };
        }
    }

    private void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
    }

    private void send(int count) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", KAFKA),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(
                        topic, i % 2, null, "{\"eventType\":\"login\"}".getBytes(StandardCharsets.UTF_8)));
            }
        }
    }
}
