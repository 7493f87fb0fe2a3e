package io.tidemark.testing;

import io.tidemark.local.LocalKafka;
import io.tidemark.local.LocalRedis;
import io.tidemark.local.LocalSentinel;
import io.tidemark.local.LocalZooKeeper;
import java.util.List;

/**
 * The one switch between embedded servers and containers. The shared servers start when first asked for and
 * serve all tests of a JVM, so a test uses names of its own (topics, keys, paths). They end with the JVM.
 *
 * <p>Containers are used with {@code TIDEMARK_TEST_SERVERS=containers}, as a system property or in the
 * environment, where Docker runs. Thread-safe.
 */
public final class TestServers {

    private TestServers() {}

    /** The Redis shared by all tests of this JVM. */
    public static RedisServer redis() {
        return SharedRedis.SERVER;
    }

    /** The Kafka shared by all tests of this JVM. */
    public static KafkaServer kafka() {
        return SharedKafka.SERVER;
    }

    /** The ZooKeeper shared by all tests of this JVM. */
    public static ZooKeeperServer zooKeeper() {
        return SharedZooKeeper.SERVER;
    }

    /** The same for a test whose paths are those of another: what it writes lies below a node of its own. */
    public static ZooKeeperServer zooKeeper(String node) {
        return ZooKeeperRoot.create(zooKeeper(), node);
    }

    /**
     * A Redis of the test's own, always embedded: the test closes it, may kill it by its pid, and starts it
     * again with its {@code settings()}.
     *
     * @param options of Redis itself, such as {@code --maxmemory-policy}, {@code allkeys-lru}
     */
    public static LocalRedis startRedis(String... options) {
        return LocalRedis.start(new LocalRedis.Settings(Scratch.folder("redis"), 0, List.of(options)));
    }

    /** A Redis of the test's own that follows another one. */
    public static LocalRedis startReplica(LocalRedis primary) {
        List<String> options = List.of("--replicaof", primary.host() + " " + primary.port());
        return LocalRedis.start(new LocalRedis.Settings(Scratch.folder("replica"), 0, options));
    }

    /** A Sentinel of the test's own. */
    public static LocalSentinel startSentinel(LocalRedis primary) {
        return LocalSentinel.start(Scratch.folder("sentinel"), primary);
    }

    /** A Kafka of the test's own, always embedded: the test closes it and starts it again with its {@code settings()}. */
    public static LocalKafka startKafka() {
        return LocalKafka.start(new LocalKafka.Settings(Scratch.folder("kafka"), 0, 0));
    }

    /** A ZooKeeper of the test's own, always embedded: the test closes it and starts it again with its {@code settings()}. */
    public static LocalZooKeeper startZooKeeper() {
        return LocalZooKeeper.start(new LocalZooKeeper.Settings(Scratch.folder("zookeeper"), 0));
    }

    private static final class SharedRedis {
        static final RedisServer SERVER = Docker.isWanted() ? Containers.redis() : embedded();

        private static RedisServer embedded() {
            LocalRedis redis = Scratch.closedAtExit(startRedis());
            return new RedisServer(redis.host(), redis.port());
        }
    }

    private static final class SharedKafka {
        static final KafkaServer SERVER = Docker.isWanted()
                ? Containers.kafka()
                : new KafkaServer(Scratch.closedAtExit(startKafka()).bootstrapServers());
    }

    private static final class SharedZooKeeper {
        static final ZooKeeperServer SERVER = Docker.isWanted()
                ? Containers.zooKeeper()
                : new ZooKeeperServer(Scratch.closedAtExit(startZooKeeper()).connectString());
    }
}
