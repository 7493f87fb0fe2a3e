package io.tidemark.benchmarks;

import io.tidemark.local.Cleanup;
import io.tidemark.local.LocalKafka;
import io.tidemark.local.LocalRedis;
import io.tidemark.local.LocalZooKeeper;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.redis.RedisMetricStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * What the processor works with, on free ports and in a temporary folder. Kafka and ZooKeeper run in this JVM, Redis is
 * its child.
 *
 * @param folder where their data is, and what else is to vanish with it
 */
record Servers(Path folder, LocalKafka kafka, LocalZooKeeper zooKeeper, LocalRedis redis) {

    static Servers start(Cleanup cleanup) throws IOException {
        Path folder = cleanup.open(TempFolder::create).path();
        return new Servers(
                folder,
                cleanup.open(() -> LocalKafka.start(new LocalKafka.Settings(folder.resolve("kafka"), 0, 0))),
                cleanup.open(() -> LocalZooKeeper.start(new LocalZooKeeper.Settings(folder.resolve("zookeeper"), 0))),
                cleanup.open(() -> LocalRedis.start(new LocalRedis.Settings(folder.resolve("redis"), 0))));
    }

    /** The store that the processor writes, over a connection of its own. */
    MetricReader reader(Cleanup cleanup, Clock clock) throws IOException {
        LettuceConnectionFactory connections = new LettuceConnectionFactory(redis.host(), redis.port());
        cleanup.<AutoCloseable>open(() -> {
            connections.start();
            return connections::destroy;
        });
        return new RedisMetricStore(connections, clock);
    }
}
