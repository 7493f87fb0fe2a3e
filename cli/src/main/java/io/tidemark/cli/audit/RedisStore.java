package io.tidemark.cli.audit;

import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.redis.RedisMetricStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A connection of the auditor's own to the store.
 *
 * @param reader works until this is closed
 */
record RedisStore(MetricReader reader, LettuceConnectionFactory connections) implements AutoCloseable {

    /** A snapshot of a large store takes seconds. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** Connects to {@code host:port}, at the first question only. */
    static RedisStore at(String address, Clock clock) {
        URI uri = URI.create("redis://" + address);
        LettuceConnectionFactory connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(uri.getHost(), uri.getPort()),
                LettuceClientConfiguration.builder().commandTimeout(TIMEOUT).build());
        connections.afterPropertiesSet();
        connections.start();
        return new RedisStore(new RedisMetricStore(connections, clock), connections);
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
