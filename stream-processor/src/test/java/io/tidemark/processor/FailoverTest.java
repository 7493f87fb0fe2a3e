package io.tidemark.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import io.tidemark.local.LocalRedis;
import io.tidemark.local.LocalSentinel;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A processor on a Redis behind Sentinel. */
class FailoverTest {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverTest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalRedis primary = TestServers.startRedis();
    private final LocalRedis replica = TestServers.startReplica(primary);
    private final LocalSentinel sentinel = TestServers.startSentinel(primary);
    private final RedisClient client = RedisClient.create();
    private RunningProcessor processor;

    @BeforeEach
    void foldOnBoth() throws Exception {
        await().atMost(PATIENCE).until(this::knowsTheReplica);
        LettuceConnectionFactory connections = new LettuceConnectionFactory(
                new RedisSentinelConfiguration()
                        .master(LocalSentinel.PRIMARY)
                        .sentinel(sentinel.host(), sentinel.port()),
                LettuceClientConfiguration.builder()
                        .commandTimeout(Duration.ofSeconds(1))
                        .build());
        processor = new RunningProcessor(
                connections,
                List.of(
                        "--spring.data.redis.sentinel.master=" + LocalSentinel.PRIMARY,
                        "--spring.data.redis.sentinel.nodes=" + sentinel.host() + ":" + sentinel.port()));
        processor.start();
        processor.sendTypes("login", 1_000);
        processor.awaitEnd();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> "1000".equals(loginsIn(replica)));
    }

    @AfterEach
    void close() throws Exception {
        signal("CONT", primary);
        processor.close();
        client.shutdown();
        sentinel.close();
        replica.close();
        primary.close();
    }

    @Test
    void whatAReplicaNeverGotIsFoldedAgain() throws Exception {
        stopReplication();
        processor.sendTypes("login", 500);
        processor.awaitEnd();
        assertThat(loginsIn(replica)).isEqualTo("1000");

        long killed = System.nanoTime();
        ProcessHandle.of(primary.pid()).orElseThrow().destroyForcibly();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> "1500".equals(loginsIn(replica)));
        LOG.info("Equal to the log again after {} ms", (System.nanoTime() - killed) / 1_000_000);
        assertFolded(1_500);
        processor.sendTypes("login", 10);
        assertFolded(1_510);
    }

    @Test
    void primaryThatHangsIsLeftAndDoesNoHarmWhenItWakes() throws Exception {
        signal("STOP", primary);
        long stopped = System.nanoTime();
        processor.sendTypes("login", 500);

        await().atMost(PATIENCE).ignoreExceptions().until(() -> "1500".equals(loginsIn(replica)));
        LOG.info("Equal to the log again after {} ms", (System.nanoTime() - stopped) / 1_000_000);
        signal("CONT", primary);
        processor.sendTypes("login", 500);
        assertFolded(2_000);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> "2000".equals(loginsIn(primary)));

        processor.sendTypes("login", 10);
        assertFolded(2_010);
    }

    private void assertFolded(int events) {
        TopicLedger ledger = processor.awaitEnd();
        assertThat(RunningProcessor.isBalanced(ledger)).isTrue();
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(events)));
    }

    /** The replica asks in vain from now on; whoever is connected otherwise goes on. */
    private void stopReplication() {
        try (StatefulRedisConnection<String, String> connection = connect(primary)) {
            connection
                    .sync()
                    .dispatch(
                            CommandType.ACL,
                            new StatusOutput<>(StringCodec.UTF8),
                            new CommandArgs<>(StringCodec.UTF8)
                                    .add("SETUSER")
                                    .add("default")
                                    .add("-psync"));
            connection.sync().clientKill(KillArgs.Builder.typeSlave());
        }
    }

    /** Throws while Sentinel gives the Redis another role: it disconnects everybody then. */
    private String loginsIn(LocalRedis redis) {
        try (StatefulRedisConnection<String, String> connection = connect(redis)) {
            return String.valueOf(connection.sync().hget("metrics:counters", "login"));
        }
    }

    private StatefulRedisConnection<String, String> connect(LocalRedis redis) {
        return client.connect(RedisURI.create(redis.host(), redis.port()));
    }

    private boolean knowsTheReplica() {
        try (StatefulRedisSentinelConnection<String, String> connection =
                client.connectSentinel(RedisURI.create(sentinel.host(), sentinel.port()))) {
            return connection.sync().replicas(LocalSentinel.PRIMARY).stream()
                    .anyMatch(found -> "slave".equals(found.get("flags")));
        }
    }

    private static void signal(String name, LocalRedis redis) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(redis.pid()))
                .start()
                .waitFor();
    }
}
