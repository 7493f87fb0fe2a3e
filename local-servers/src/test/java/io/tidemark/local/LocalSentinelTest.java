package io.tidemark.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSentinelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    @Test
    void replicaTakesOverWhenThePrimaryIsKilled() throws Exception {
        try (LocalRedis primary = LocalRedis.start(new LocalRedis.Settings(dir.resolve("primary"), 0));
                LocalRedis replica = LocalRedis.start(replicaOf(primary));
                LocalSentinel sentinel = LocalSentinel.start(dir.resolve("sentinel"), primary)) {
            RedisCommands.run(primary.port(), "SET sea high");
            await().atMost(PATIENCE).until(() -> knowsTheReplica(sentinel) && "high".equals(valueIn(replica)));

            ProcessHandle.of(primary.pid()).orElseThrow().destroyForcibly();

            await().atMost(PATIENCE)
                    .until(() -> Integer.toString(replica.port()).equals(primaryPort(sentinel)));
            await().atMost(PATIENCE)
                    .until(() ->
                            RedisCommands.run(replica.port(), "SET sea low").equals("+OK"));
        }
    }

    @Test
    void optionsWinOverOurs() throws Exception {
        var settings = new LocalRedis.Settings(dir, 0, List.of("--appendfsync", "always"));
        try (LocalRedis redis = LocalRedis.start(settings)) {
            assertThat(redis.settings().options()).isEqualTo(settings.options());
            assertThat(RedisCommands.run(redis.port(), "CONFIG GET appendfsync"))
                    .isEqualTo("always");
        }
    }

    private LocalRedis.Settings replicaOf(LocalRedis primary) {
        return new LocalRedis.Settings(
                dir.resolve("replica"), 0, List.of("--replicaof", primary.host() + " " + primary.port()));
    }

    private static String valueIn(LocalRedis redis) throws IOException {
        return RedisCommands.run(redis.port(), "GET sea");
    }

    /** It asks the primary every ten seconds, the first time at once. */
    private static boolean knowsTheReplica(LocalSentinel sentinel) throws IOException {
        return !RedisCommands.run(sentinel.port(), "SENTINEL REPLICAS " + LocalSentinel.PRIMARY)
                .isEmpty();
    }

    private static String primaryPort(LocalSentinel sentinel) throws IOException {
        return RedisCommands.run(sentinel.port(), "SENTINEL GET-MASTER-ADDR-BY-NAME " + LocalSentinel.PRIMARY);
    }
}
