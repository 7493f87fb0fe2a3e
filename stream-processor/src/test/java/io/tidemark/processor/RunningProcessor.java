package io.tidemark.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.local.LocalRedis;
import io.tidemark.local.LocalZooKeeper;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.control.ConfiguredCatalog;
import io.tidemark.metric.control.ProcessorState;
import io.tidemark.metric.control.ZooKeeperCatalogs;
import io.tidemark.metric.control.ZooKeeperProcessors;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.metric.store.redis.RedisMetricStore;
import io.tidemark.testing.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A processor on a topic and a Redis of its own, with what a test needs to feed and to read them. */
final class RunningProcessor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String topic = "events-" + UUID.randomUUID();
    private final String zooKeeper;
    private final List<String> redisSettings;
    private final LettuceConnectionFactory connections;
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            // On a topic just created, several requests in flight can leave an idempotent producer out of sequence.
            Map.of(
                    "bootstrap.servers", TestServers.kafka().bootstrapServers(),
                    "max.request.size", 2_000_000,
                    "max.in.flight.requests.per.connection", 1,
                    "metadata.max.age.ms", 500),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final Admin admin =
            Admin.create(Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()));
    private final Deque<ConfigurableApplicationContext> running = new ArrayDeque<>();

    RunningProcessor(LocalRedis redis) {
        this(
                new LettuceConnectionFactory(redis.host(), redis.port()),
                List.of("--spring.data.redis.port=" + redis.port()));
    }

    /**
     * Begins with an empty store.
     *
     * @param connections the test's own
     * @param redisSettings by which the processor finds the same store
     */
    RunningProcessor(LettuceConnectionFactory connections, List<String> redisSettings) {
        // A node of its own: the catalog is one for a whole ZooKeeper.
        this(
                connections,
                redisSettings,
                TestServers.zooKeeper(UUID.randomUUID().toString()).connectString());
    }

    /** The same with a ZooKeeper of the test's own. */
    RunningProcessor(LocalRedis redis, LocalZooKeeper zooKeeper) {
        this(
                new LettuceConnectionFactory(redis.host(), redis.port()),
                List.of("--spring.data.redis.port=" + redis.port()),
                zooKeeper.connectString());
    }

    private RunningProcessor(LettuceConnectionFactory connections, List<String> redisSettings, String zooKeeper) {
        this.zooKeeper = zooKeeper;
        this.redisSettings = redisSettings;
        this.connections = connections;
        connections.start();
        connections.getConnection().serverCommands().flushAll();
    }

    String topic() {
        return topic;
    }

    MetricReader reader() {
        return new RedisMetricStore(connections, Clock.systemUTC());
    }

    MetricWriter writer() {
        return new RedisMetricStore(connections, Clock.systemUTC());
    }

    /** Puts another catalog in force, as the API does. */
    void configure(MetricCatalog catalog) {
        add(catalog);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> reader().catalog().catalog().equals(catalog));
    }

    /** Makes a version, and returns its number. */
    int add(MetricCatalog catalog) {
        return inZooKeeper(client -> {
            ZooKeeperCatalogs catalogs = new ZooKeeperCatalogs(client);
            ConfiguredCatalog next = catalogs.newest().next(catalog, Instant.EPOCH, "test");
            assertThat(catalogs.add(next)).isTrue();
            return next.version();
        });
    }

    /** The newest version in ZooKeeper. */
    ConfiguredCatalog configured() {
        return inZooKeeper(client -> new ZooKeeperCatalogs(client).newest());
    }

    /** As a ZooKeeper does that begins without its data. */
    void loseCatalogs() {
        inZooKeeper(client -> {
            try {
                return client.delete().deletingChildrenIfNeeded().forPath("/tidemark/catalog");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Those that are entered in ZooKeeper. */
    List<ProcessorState> registered() {
        return inZooKeeper(client -> new ZooKeeperProcessors(client).all());
    }

    private <T> T inZooKeeper(Function<CuratorFramework, T> question) {
        try (CuratorFramework client = CuratorFrameworkFactory.newClient(zooKeeper, new RetryOneTime(100))) {
            client.start();
            return question.apply(client);
        }
    }

    void emptyStore() {
        connections.getConnection().serverCommands().flushAll();
    }

    void deleteLedger() {
        connections.getConnection().keyCommands().del(("metrics:ledger:" + topic).getBytes(UTF_8));
    }

    /** What the processor says of its partitions. */
    String health() {
        return running.isEmpty()
                ? "not running"
                : String.valueOf(running.peek().getBean(ProcessorHealth.class).health());
    }

    RunningProcessor start(String... settings) {
        return run(ProcessorApplication.application(), settings);
    }

    /** @param faults stands between the processor and its store */
    RunningProcessor start(UnaryOperator<MetricWriter> faults, String... settings) {
        SpringApplicationBuilder application = ProcessorApplication.application()
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(
                                "faultyWriter",
                                MetricWriter.class,
                                () -> faults.apply(writer()),
                                bean -> bean.setPrimary(true)));
        return run(application, settings);
    }

    private RunningProcessor run(SpringApplicationBuilder application, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + TestServers.kafka().bootstrapServers(),
                "--spring.kafka.consumer.group-id=" + topic,
                "--tidemark.zookeeper.connect-string=" + zooKeeper,
                "--tidemark.log.topic=" + topic,
                "--tidemark.log.partitions=2"));
        all.addAll(redisSettings);
        all.addAll(List.of(settings));
        running.push(application.run(all.toArray(String[]::new)));
        return this;
    }

    /** Stops the processor that was started last. */
    void stop() {
        running.pop().close();
    }

    /** The sum of a counter over what has this tag. */
    double count(String meter, String tag, String value) {
        return meters().find(meter).tag(tag, value).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    double gauge(String meter, String tag, String value) {
        return meters().get(meter).tag(tag, value).gauge().value();
    }

    private MeterRegistry meters() {
        return running.element().getBean(MeterRegistry.class);
    }

    /** As retention does. */
    void deleteRecords(int partition, long before) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
                .all()
                .get();
    }

    void addPartition() throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3))).all().get();
    }

    void setLedger(int partition, String position) {
        connections
                .getConnection()
                .hashCommands()
                .hSet(bytes("metrics:ledger:" + topic), bytes(Integer.toString(partition)), bytes(position));
    }

    /** Another topic of the same name. */
    void recreateTopic() throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
            return true;
        });
    }

    /** Puts something foreign under a key, or takes it away again. */
    void damage(String key, boolean damaged) {
        if (damaged) {
            connections.getConnection().keyCommands().rename(bytes(key), bytes("saved"));
            connections.getConnection().stringCommands().set(bytes(key), bytes("foreign"));
        } else {
            connections.getConnection().keyCommands().rename(bytes("saved"), bytes(key));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Sends values, null among them, each to the partition of its place in the list; returns when they are acknowledged. */
    void send(List<byte @Nullable []> values) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            sent.add(producer.send(new ProducerRecord<>(topic, i % 2, null, values.get(i))));
        }
        for (Future<RecordMetadata> future : sent) {
            future.get();
        }
    }

    /** Sends events of this type to one partition, which may have been added just now. */
    void sendTo(int partition, String type, int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> producer.partitionsFor(topic).size() > partition);
        byte[] event = bytes("{\"eventType\":\"" + type + "\"}");
        for (int i = 0; i < count; i++) {
            producer.send(new ProducerRecord<>(topic, partition, null, event));
        }
        producer.flush();
    }

    /** Sends them all to the first partition. */
    void sendToFirst(List<byte[]> values) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (byte[] value : values) {
            sent.add(producer.send(new ProducerRecord<>(topic, 0, null, value)));
        }
        for (Future<RecordMetadata> future : sent) {
            future.get();
        }
    }

    /** Sends events of this type. */
    void sendTypes(String type, int count) throws Exception {
        List<byte @Nullable []> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(("{\"eventType\":\"" + type + "\",\"userId\":\"u" + i % 7 + "\"}").getBytes(UTF_8));
        }
        send(values);
    }

    KafkaProducer<byte[], byte[]> transactionalProducer() {
        KafkaProducer<byte[], byte[]> transactional = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers(), "transactional.id", topic),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        transactional.initTransactions();
        return transactional;
    }

    /** Waits until the ledger stands at the end of the log, then returns it. */
    TopicLedger awaitEnd() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    Map<Integer, Long> ledger = reader().ledger(topic).positions().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, entry -> entry.getValue().offset()));
                    return ledger.equals(ends());
                });
        return reader().ledger(topic);
    }

    /** The number of offsets that the accounting of a ledger speaks of equals the number that were folded. */
    static boolean isBalanced(TopicLedger ledger) {
        long folded = ledger.positions().entrySet().stream()
                .mapToLong(entry -> entry.getValue().offset() - ledger.starts().getOrDefault(entry.getKey(), 0L))
                .sum();
        long accounted =
                ledger.fates().values().stream().mapToLong(Long::longValue).sum();
        return folded == accounted;
    }

    static long fate(TopicLedger ledger, Fate fate) {
        return ledger.fates().getOrDefault(fate, 0L);
    }

    Map<Integer, Position> positions() {
        return reader().ledger(topic).positions();
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", TestServers.kafka().bootstrapServers(),
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic + "-dlt", 0), new TopicPartition(topic + "-dlt", 1)));
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
                return letters.size() >= count;
            });
        }
        return letters;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            stop();
        }
        producer.close();
        admin.close();
        connections.destroy();
    }

    private Map<Integer, Long> ends() throws Exception {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        int partitions = Objects.requireNonNull(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic))
                .partitions()
                .size();
        for (int i = 0; i < partitions; i++) {
            wanted.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        return admin.listOffsets(wanted).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().partition(),
                        entry -> entry.getValue().offset()));
    }
}
