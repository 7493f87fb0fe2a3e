package io.tidemark.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.local.LocalRedis;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.metric.store.redis.RedisMetricStore;
import io.tidemark.testing.TestServers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A topic of one partition in a real Kafka, and a real Redis of its own in which each record counts as an event of type a. */
public final class FoldedTopic implements AutoCloseable {

    private static final String KAFKA = TestServers.kafka().bootstrapServers();

    private final String topic;
    private final String topicId;
    private final LocalRedis redis;
    private final LettuceConnectionFactory connections;
    private final RedisMetricStore store;
    private final List<Long> times = new ArrayList<>();

    private FoldedTopic(String topic, String topicId, LocalRedis redis) {
        this.topic = topic;
        this.topicId = topicId;
        this.redis = redis;
        this.connections = new LettuceConnectionFactory(redis.host(), redis.port());
        connections.afterPropertiesSet();
        connections.start();
        this.store = new RedisMetricStore(connections, Clock.systemUTC());
    }

    /** Of a topic that is not there yet, under this catalog. */
    public static FoldedTopic create(String topic, String catalog) throws Exception {
        try (Admin admin = admin()) {
            String id = admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                    .topicId(topic)
                    .get()
                    .toString();
            FoldedTopic folded = new FoldedTopic(topic, id, TestServers.startRedis());
            folded.store.activate(folded.store.catalog(), MetricCatalog.parse(catalog), List.of(topic));
            folded.store.claim(folded.store.incarnation(), topic, id, Map.of(0, 0L));
            return folded;
        }
    }

    public void send(String... values) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", KAFKA);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String value : values) {
                times.add(producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8)))
                        .get()
                        .timestamp());
            }
        }
    }

    /** What a processor does once the store was emptied: from the start again, of which the log has lost some offsets. */
    public void foldAnew(String catalog, int lost, int to) {
        try (RedisConnection connection = connections.getConnection()) {
            connection.serverCommands().flushAll();
        }
        store.activate(store.catalog(), MetricCatalog.parse(catalog), List.of(topic));
        store.claim(store.incarnation(), topic, topicId, Map.of(0, 0L));
        PartitionBatch gap =
                new PartitionBatch(topic, topicId, 0, store.catalog(), 0, Position.at(0), PartitionBatch.NO_LOG_TIME);
        gap.passGap(lost);
        assertThat(store.apply(gap)).isInstanceOf(ApplyResult.Applied.class);
        fold(to);
    }

    /** As somebody may damage it. */
    public void addToGap(long offsets) {
        try (RedisConnection connection = connections.getConnection()) {
            connection
                    .hashCommands()
                    .hIncrBy(("metrics:accounting:" + topic).getBytes(UTF_8), "gap".getBytes(UTF_8), offsets);
        }
    }

    public String topic() {
        return topic;
    }

    public String topicId() {
        return topicId;
    }

    /** Up to this offset. */
    public void fold(int to) {
        TopicLedger ledger = store.ledger(topic);
        Position from = ledger.positions().getOrDefault(0, Position.at(0));
        long logTime = ledger.progress().getOrDefault(0, PartitionBatch.NO_LOG_TIME);
        PartitionBatch batch = new PartitionBatch(topic, topicId, 0, store.catalog(), 0, from, logTime);
        for (int offset = (int) from.offset(); offset < to; offset++) {
            batch.advanceLogTime(times.get(offset));
            batch.countType("a");
            batch.count(Fate.COUNTED);
        }
        batch.endAt(Position.at(to));
        assertThat(store.apply(batch)).isInstanceOf(ApplyResult.Applied.class);
    }

    /** The log loses what stands before this offset, as retention would have it. */
    public void cutBefore(long offset) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    /** By which commands find it. */
    public List<String> options() {
        return List.of(
                "--kafka",
                KAFKA,
                "--redis",
                redis.host() + ":" + redis.port(),
                "--zookeeper",
                TestServers.zooKeeper().connectString());
    }

    @Override
    public void close() {
        connections.destroy();
        redis.close();
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", KAFKA));
    }
}
