package io.tidemark.metric.store.redis;

import io.tidemark.local.LocalRedis;
import io.tidemark.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A Redis of a test class's own, and a redis-cli for it. */
final class OwnRedis implements AutoCloseable {

    private final LocalRedis server = TestServers.startRedis();
    private final LettuceConnectionFactory connections;

    OwnRedis() {
        connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(server.host(), server.port()),
                LettuceClientConfiguration.builder()
                        .commandTimeout(Duration.ofSeconds(2))
                        .shutdownTimeout(Duration.ZERO)
                        .build());
        connections.afterPropertiesSet();
        connections.start();
    }

    RedisConnectionFactory connections() {
        return connections;
    }

    void flush() {
        cli("FLUSHALL");
    }

    /** The answer of a command: null, a text, a number or a list of these. */
    @Nullable Object cli(String command, String... arguments) {
        byte[][] bytes = new byte[arguments.length][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = arguments[i].getBytes(StandardCharsets.UTF_8);
        }
        try (RedisConnection connection = connections.getConnection()) {
            return readable(connection.execute(command, bytes));
        }
    }

    /** When a key expires, in seconds since the epoch; -1 never, -2 if it is not there. */
    long expiryOf(String key) {
        // The driver does not know EXPIRETIME.
        byte[] script = RedisKeys.bytes("return redis.call('EXPIRETIME', KEYS[1])");
        try (RedisConnection connection = connections.getConnection()) {
            Long seconds = connection.scriptingCommands().eval(script, ReturnType.INTEGER, 1, RedisKeys.bytes(key));
            return seconds == null ? Long.MIN_VALUE : seconds;
        }
    }

    /** Stops the server, data and all. */
    void stopServer() {
        server.close();
    }

    @Override
    public void close() {
        connections.destroy();
        server.close();
    }

    private static @Nullable Object readable(@Nullable Object answer) {
        if (answer instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (answer instanceof List<?> list) {
            List<@Nullable Object> texts = new ArrayList<>();
            list.forEach(item -> texts.add(readable(item)));
            return texts;
        }
        return answer;
    }
}
