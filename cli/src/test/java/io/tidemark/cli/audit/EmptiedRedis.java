package io.tidemark.cli.audit;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.tidemark.testing.RedisServer;
import io.tidemark.testing.TestServers;
import java.time.Duration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The tests' Redis with nothing in it. */
record EmptiedRedis(LettuceConnectionFactory connections) implements AutoCloseable {

    static EmptiedRedis open() {
        RedisServer server = TestServers.redis();
        RedisClient client = RedisClient.create("redis://" + server.host() + ":" + server.port());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().flushall();
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
        LettuceConnectionFactory connections = new LettuceConnectionFactory(server.host(), server.port());
        connections.afterPropertiesSet();
        connections.start();
        return new EmptiedRedis(connections);
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
