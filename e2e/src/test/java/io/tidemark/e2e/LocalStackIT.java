package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.tidemark.cli.audit.AuditCommand;
import io.tidemark.cli.replay.ReplayCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./tidemark up} starts, killed as a whole. */
class LocalStackIT {

    @TempDir
    Path folder = Path.of("");

    @Test
    void stackThatWasKilledLosesAndDoublesNothing() throws Exception {
        int offset = StackProcess.freePortOffset();
        StackProcess killed = StackProcess.start(folder.resolve("var"), offset);
        CompletableFuture<Tool> replay = CompletableFuture.supplyAsync(() -> replay(offset));
        try {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> folded(offset) > 1_000);
        } finally {
            killed.kill();
        }
        assertThat(replay).as("the stack was killed in the middle").isNotDone();
        // Redis is a process of its own, and must not outlive the stack.
        await().atMost(Duration.ofSeconds(10)).until(() -> !answers(offset));

        try (StackProcess restarted = StackProcess.start(folder.resolve("var"), offset)) {
            assertThat(replay.join().exit()).as(replay.join().toString()).isZero();
            await().atMost(Duration.ofSeconds(60)).until(() -> folded(offset) >= WebAccess.events());

            Tool audit = audit(offset);

            assertThat(counters(offset)).isEqualTo(WebAccess.counters());
            assertThat(audit.exit()).as(audit.toString()).isZero();
            assertThat(audit.lastLine()).endsWith(" 0 differences");
        }
    }

    private static Tool replay(int offset) {
        return Tool.run(
                console -> new ReplayCommand(console, Clock.systemUTC()),
                Pipeline.EVENTS.toString(),
                "--rate",
                "3000",
                "--port-offset",
                Integer.toString(offset));
    }

    private static Tool audit(int offset) {
        return Tool.run(
                console -> new AuditCommand(console, Clock.systemUTC()), "--port-offset", Integer.toString(offset));
    }

    private static Map<String, String> counters(int offset) {
        return hash(offset, "metrics:counters");
    }

    private static long folded(int offset) {
        return hash(offset, "metrics:accounting:" + Pipeline.DEFAULT_TOPIC).values().stream()
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static boolean answers(int offset) {
        try {
            hash(offset, "metrics:counters");
            return true;
        } catch (RedisConnectionException e) {
            return false;
        }
    }

    private static Map<String, String> hash(int offset, String key) {
        RedisClient client = RedisClient.create("redis://127.0.0.1:" + StackProcess.redisPort(offset));
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return connection.sync().hgetall(key);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }
}
