package io.tidemark.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.local.LocalRedis;
import io.tidemark.metric.store.redis.RedisMetricStore;
import io.tidemark.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class StoreHealthTest {

    @Test
    void redisThatKeepsEverythingIsUp() {
        assertThat(healthWith().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void redisThatEvictsIsDown() {
        Health health = healthWith("--maxmemory-policy", "allkeys-lru");

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("redis"))
                .asString()
                .contains("maxmemory-policy is allkeys-lru")
                .contains("noeviction");
    }

    @Test
    void redisInClusterModeIsDown() {
        Health health = healthWith("--cluster-enabled", "yes");

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("redis")).asString().contains("cluster mode");
    }

    @Test
    void redisThatDoesNotTellItsSetupIsDown() {
        try (LocalRedis redis = TestServers.startRedis()) {
            LettuceConnectionFactory connections = new LettuceConnectionFactory(redis.host(), redis.port());
            connections.start();
            try {
                connections.getConnection().execute("ACL", bytes("SETUSER"), bytes("default"), bytes("-info"));

                Health health = new StoreHealth(new RedisMetricStore(connections, Clock.systemUTC())).health();

                assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                assertThat(health.getDetails().get("redis")).asString().contains("info");
            } finally {
                connections.destroy();
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Health healthWith(String... options) {
        try (LocalRedis redis = TestServers.startRedis(options)) {
            LettuceConnectionFactory connections = new LettuceConnectionFactory(redis.host(), redis.port());
            connections.start();
            try {
                return new StoreHealth(new RedisMetricStore(connections, Clock.systemUTC())).health();
            } finally {
                connections.destroy();
            }
        }
    }
}
