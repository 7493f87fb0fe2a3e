package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.tidemark.cli.audit.AuditCommand;
import io.tidemark.cli.replay.ReplayCommand;
import io.tidemark.local.LocalRedis;
import io.tidemark.metric.Deduplication;
import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A gateway, a processor and an API as processes, with a Redis and a topic of their own. Everything ends with it, also
 * what a test has left half started.
 */
final class Pipeline implements AutoCloseable {

    /** Where events go unless something else is set. */
    static final String DEFAULT_TOPIC = "raw-events-topic";

    static final Path EVENTS = Path.of("..", "examples", "data", "web-access.ndjson.gz");

    private static final Duration FOLDED = Duration.ofSeconds(60);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final String topic;
    private final Path settings;
    private final LocalRedis redis;
    private final Admin admin;
    private final RedisCommands<String, String> commands;
    private @Nullable ServiceProcess processor;
    /** A node of its own: the catalog is one for a whole ZooKeeper. */
    private final String zooKeeper =
            TestServers.zooKeeper("pipeline-" + UUID.randomUUID()).connectString();

    private long distance = Deduplication.DEFAULT.distance();

    /** Servers without services; the processor will read its settings from the folder. */
    Pipeline(String topic, Path folder) throws IOException {
        this.topic = topic;
        settings = Files.createDirectories(folder.resolve("config"));
        try {
            redis = keep(TestServers.startRedis());
            admin = keep(Admin.create(Map.of("bootstrap.servers", kafka())));
            RedisClient client = RedisClient.create("redis://" + redis.host() + ":" + redis.port());
            keep(() -> client.shutdown(Duration.ZERO, Duration.ofSeconds(2)));
            StatefulRedisConnection<String, String> connection = keep(client.connect());
            commands = connection.sync();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Every event counts as often as it is stored: for what replays the same events. */
    Pipeline withoutDeduplication() {
        distance = 0;
        return this;
    }

    /** Writes the catalog, each metric as one line of YAML, for the next start of the processor. */
    Pipeline withMetrics(String... metrics) throws IOException {
        String lines =
                String.join("\n", Stream.of(metrics).map(m -> "    - " + m).toList());
        Files.writeString(
                settings.resolve("tidemark-processor.yml"),
                "tidemark:\n  deduplication: {distance: " + distance + "}\n  metrics:\n" + lines + "\n");
        return this;
    }

    void startProcessor() throws IOException {
        processor = keep(ServiceProcess.start(
                "stream-processor",
                List.of(
                        "--spring.config.additional-location=" + settings.toUri(),
                        "--tidemark.log.topic=" + topic,
                        "--spring.kafka.bootstrap-servers=" + kafka(),
                        "--spring.data.redis.host=" + redis.host(),
                        "--spring.data.redis.port=" + redis.port(),
                        "--tidemark.zookeeper.connect-string=" + zooKeeper)));
    }

    void stopProcessor() {
        running().close();
    }

    void killProcessor() {
        running().kill();
    }

    /** The API, asked below {@code /api/v1/metrics/}. */
    String startApi() throws IOException {
        return startApi(ServiceProcess.freePort()).url() + "/api/v1/metrics/";
    }

    /** The gateway, in front of the topic. */
    ServiceProcess startGateway() throws IOException {
        return startGateway(ServiceProcess.freePort());
    }

    ServiceProcess startGateway(int port, String... more) throws IOException {
        List<String> settings = Stream.concat(
                        Stream.of("--tidemark.gateway.topic=" + topic, "--spring.kafka.bootstrap-servers=" + kafka()),
                        Stream.of(more))
                .toList();
        return keep(ServiceProcess.start("ingest-gateway", port, settings));
    }

    ServiceProcess startApi(int port) throws IOException {
        return startApi(
                port, List.of("--tidemark.rpc.enabled=false", "--tidemark.zookeeper.connect-string=" + zooKeeper));
    }

    /** The API as a provider over Dubbo. */
    ServiceProcess startProvider(List<String> rpc) throws IOException {
        List<String> settings = new ArrayList<>(rpc);
        settings.add(
                "--tidemark.zookeeper.connect-string=" + TestServers.zooKeeper().connectString());
        return startApi(ServiceProcess.freePort(), settings);
    }

    private ServiceProcess startApi(int port, List<String> more) throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "--tidemark.api.topics=" + topic,
                "--spring.data.redis.host=" + redis.host(),
                "--spring.data.redis.port=" + redis.port()));
        settings.addAll(more);
        return keep(ServiceProcess.start("metrics-api", port, settings));
    }

    String kafka() {
        return TestServers.kafka().bootstrapServers();
    }

    String topic() {
        return topic;
    }

    RedisCommands<String, String> redis() {
        return commands;
    }

    /** Sends the example's events, moved to the last days. */
    Tool replay(String... more) {
        return replayTo(Stream.of("--topic", topic, "--kafka", kafka()), more);
    }

    /** The same by HTTP. */
    Tool replayThrough(ServiceProcess gateway, String... more) {
        return replayTo(Stream.of("--gateway", gateway.url()), more);
    }

    Tool audit() {
        return Tool.run(
                console -> new AuditCommand(console, Clock.systemUTC()),
                "--kafka",
                kafka(),
                "--redis",
                redis.host() + ":" + redis.port(),
                "--zookeeper",
                zooKeeper);
    }

    /** Waits until the ledger stands at the end of the log. */
    void awaitFolded() {
        await().atMost(FOLDED)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(folded()).isEqualTo(logged()));
    }

    /** How many offsets the ledger says are folded. */
    long folded() {
        return commands.hgetall("metrics:ledger:" + topic).entrySet().stream()
                .filter(field -> field.getKey().matches("[0-9]+"))
                .mapToLong(field -> Long.parseLong(field.getValue().split("@", 2)[0]))
                .sum();
    }

    /** How many records stand in the log. */
    long logged() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (TopicDescription description :
                admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
            description
                    .partitions()
                    .forEach(p -> latest.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
        }
        return admin.listOffsets(latest).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("Not closed: " + e);
            }
        }
    }

    private static Tool replayTo(Stream<String> receiver, String... more) {
        Stream<String> what = Stream.of(EVENTS.toString(), "--shift-time");
        String[] arguments =
                Stream.of(what, receiver, Stream.of(more)).flatMap(part -> part).toArray(String[]::new);
        return Tool.run(console -> new ReplayCommand(console, Clock.systemUTC()), arguments);
    }

    private ServiceProcess running() {
        if (processor == null) {
            throw new IllegalStateException("the processor was not started");
        }
        return processor;
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }
}
