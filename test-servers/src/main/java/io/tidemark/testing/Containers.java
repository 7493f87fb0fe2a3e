package io.tidemark.testing;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;

/** The same servers as containers; Testcontainers' own watcher removes them when the JVM ends. */
final class Containers {

    private static final String REDIS = "redis:7.2.11-alpine";
    private static final String KAFKA = "apache/kafka:4.1.1";
    private static final String ZOOKEEPER = "zookeeper:3.9.4";
    private static final int REDIS_PORT = 6379;
    private static final int ZOOKEEPER_PORT = 2181;

    private Containers() {}

    static RedisServer redis() {
        GenericContainer<?> redis = new GenericContainer<>(REDIS)
                .withExposedPorts(REDIS_PORT)
                .withCommand("redis-server", "--appendonly", "yes", "--save", "", "--hash-max-listpack-entries", "64");
        redis.start();
        return new RedisServer(redis.getHost(), redis.getMappedPort(REDIS_PORT));
    }

    static KafkaServer kafka() {
        KafkaContainer kafka = new KafkaContainer(KAFKA).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        kafka.start();
        return new KafkaServer(kafka.getBootstrapServers());
    }

    static ZooKeeperServer zooKeeper() {
        GenericContainer<?> zooKeeper = new GenericContainer<>(ZOOKEEPER)
                .withExposedPorts(ZOOKEEPER_PORT)
                .waitingFor(Wait.forLogMessage(".*binding to port.*", 1));
        zooKeeper.start();
        return new ZooKeeperServer(zooKeeper.getHost() + ":" + zooKeeper.getMappedPort(ZOOKEEPER_PORT));
    }
}
