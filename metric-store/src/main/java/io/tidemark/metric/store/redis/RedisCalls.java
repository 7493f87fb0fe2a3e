package io.tidemark.metric.store.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisReadOnlyException;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.metric.store.TooLargeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Runs scripts and tells a Redis that is away from one that refuses. Thread-safe. */
final class RedisCalls {

    private final RedisConnectionFactory connections;

    RedisCalls(RedisConnectionFactory connections) {
        this.connections = connections;
    }

    /** What a script answers; it must answer an array. */
    Replies run(RedisScript script, Collection<String> keys, Collection<String> arguments) {
        List<byte[]> all = new ArrayList<>(keys.size() + arguments.size());
        keys.forEach(key -> all.add(RedisKeys.bytes(key)));
        arguments.forEach(argument -> all.add(RedisKeys.bytes(argument)));
        return run(script, keys.size(), all.toArray(byte[][]::new));
    }

    Replies run(RedisScript script, int keys, byte[][] keysAndArguments) {
        return call(connection -> {
            List<?> answer = runByHash(connection, script, keys, keysAndArguments);
            return new Replies(answer == null ? List.of() : answer);
        });
    }

    <T> T call(Function<RedisConnection, T> command) {
        try (RedisConnection connection = connections.getConnection()) {
            return command.apply(connection);
        } catch (DataAccessException e) {
            if (isConnectedInVain(e) && connections instanceof LettuceConnectionFactory factory) {
                factory.resetConnection();
            }
            throw refused(e);
        }
    }

    /**
     * A primary that hangs, or that has become a replica, keeps its connection open, and Lettuce stays with it: only a
     * new connection asks Sentinel who is primary now.
     */
    private static boolean isConnectedInVain(DataAccessException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandTimeoutException || cause instanceof RedisReadOnlyException) {
                return true;
            }
        }
        return false;
    }

    // Redis forgets its scripts when it restarts or fails over; EVAL teaches it again.
    private static @Nullable List<?> runByHash(
            RedisConnection connection, RedisScript script, int keys, byte[][] keysAndArguments) {
        try {
            return connection.scriptingCommands().evalSha(script.sha(), ReturnType.MULTI, keys, keysAndArguments);
        } catch (DataAccessException e) {
            if (!errorOf(e).startsWith("NOSCRIPT")) {
                throw e;
            }
            return connection.scriptingCommands().eval(script.text(), ReturnType.MULTI, keys, keysAndArguments);
        }
    }

    private static RuntimeException refused(DataAccessException e) {
        String error = errorOf(e);
        int end = error.indexOf(' ');
        return switch (end < 0 ? error : error.substring(0, end)) {
            case "DAMAGED" -> new StoreDamagedException(withoutTrace(error.substring(end + 1)), e);
            case "TOO_LARGE" -> tooLarge(withoutTrace(error).split(" "), e);
            case "WRONGTYPE" -> new StoreDamagedException("a key of Redis has a foreign type: " + error, e);
            case "ERR" -> new IllegalStateException("Redis refused a command: " + error, e);
            case "" -> new StoreUnavailableException("Redis does not answer: " + e.getMessage(), e);
            default -> new StoreUnavailableException("Redis cannot serve now: " + error, e);
        };
    }

    /** Of the error's name, a size, and what is allowed. */
    private static TooLargeException tooLarge(String[] error, DataAccessException e) {
        return new TooLargeException(Long.parseLong(error[1]), Long.parseLong(error[2]), e);
    }

    /** The error with which Redis answered, or nothing if it did not. */
    private static String errorOf(DataAccessException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandExecutionException && cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return "";
    }

    /** Redis adds where in the script an error arose, which tells an operator nothing. */
    private static String withoutTrace(String error) {
        int trace = error.indexOf(" script: ");
        return trace < 0 ? error : error.substring(0, trace);
    }
}
