package io.tidemark.cli.connection;

import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.metric.store.redis.RedisMetricStore;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A connection of a command's own to the store.
 *
 * @param store works until this is closed
 */
public record RedisStore(RedisMetricStore store, LettuceConnectionFactory connections) implements AutoCloseable {

    /** A snapshot of a large store takes seconds. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** Connects to {@code host:port}, at the first question only. Throws {@link CommandFailedException} for another form. */
    public static RedisStore at(String address, Clock clock) {
        URI uri = uri(address);
        LettuceConnectionFactory connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(uri.getHost(), uri.getPort()),
                LettuceClientConfiguration.builder().commandTimeout(TIMEOUT).build());
        connections.afterPropertiesSet();
        connections.start();
        return new RedisStore(new RedisMetricStore(connections, clock), connections);
    }

    private static URI uri(String address) {
        try {
            URI uri = new URI("redis://" + address);
            if (uri.getHost() != null && uri.getPort() > 0) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below in the words of the option.
        }
        throw new CommandFailedException("--redis is '" + address + "'; it must be HOST:PORT");
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
