package io.tidemark.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.local.LocalRedis;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.testing.TestServers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

class StoreDownTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String COUNTER = "/api/v1/metrics/counter?name=user_login";

    @Test
    void redisThatGoesAwayIsSaidAndItsReturnIsNoticed() {
        LocalRedis redis = TestServers.startRedis();
        try (RunningApi api = RunningApi.on(redis.host(), redis.port())) {
            new FoldedLog(api.context().getBean(MetricWriter.class)).countType("user_login", 3);
            assertThat(status(api, "/actuator/health/readiness")).isEqualTo(200);

            redis.close();
            await().atMost(SOON).until(() -> status(api, COUNTER) == 503);
            HttpResponse<String> refused = api.get(COUNTER);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(status(api, "/actuator/health/readiness")).isEqualTo(503);
            assertThat(status(api, "/actuator/health/liveness")).isEqualTo(200);
            assertThat(api.get("/actuator/health").body()).contains("the store does not answer");

            redis = LocalRedis.start(redis.settings());
            await().atMost(SOON).until(() -> status(api, COUNTER) == 200);
            assertThat(api.get(COUNTER).body()).isEqualTo("{\"name\":\"user_login\",\"value\":3}");
            assertThat(status(api, "/actuator/health/readiness")).isEqualTo(200);
        } finally {
            redis.close();
        }
    }

    @Test
    void serviceThatStartsBeforeRedisIsReadyWhenRedisIs() {
        LocalRedis redis = TestServers.startRedis();
        redis.close();
        try (RunningApi api = RunningApi.on(redis.host(), redis.port())) {
            assertThat(status(api, "/api/v1/metrics/counters")).isEqualTo(503);

            redis = LocalRedis.start(redis.settings());

            await().atMost(SOON).until(() -> status(api, "/actuator/health/readiness") == 200);
            assertThat(api.metrics("counters")).isEqualTo("{\"counters\":[]}");
        } finally {
            redis.close();
        }
    }

    @Test
    void brokenMetricIsNamedByHealthWhileTheServiceStaysReady() {
        try (LocalRedis redis = TestServers.startRedis();
                RunningApi api = RunningApi.on(redis.host(), redis.port())) {
            FoldedLog log = new FoldedLog(api.context().getBean(MetricWriter.class))
                    .define("{'name':'top_pages','leaderboard':{'by':'data.page'}}");
            assertThat(api.get("/actuator/health").body()).contains("\"metrics\":{\"status\":\"UP\"}");

            setForeignValue(api, "metrics:leaderboards:top_pages");
            log.count("top_pages", MetricDelta.ALL_TIME, "/", 1);

            HttpResponse<String> health = api.get("/actuator/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"broken\":{\"top_pages\":\"");
            assertThat(status(api, "/actuator/health/readiness")).isEqualTo(200);
            assertThat(api.get("/api/v1/metrics/leaderboard?name=top_pages").body())
                    .contains("urn:tidemark:problem:store-damaged");
        }
    }

    @Test
    void topicWhoseTypesCannotBeCountedIsNamedByHealthAndAccounting() {
        try (LocalRedis redis = TestServers.startRedis();
                RunningApi api = RunningApi.on(redis.host(), redis.port())) {
            FoldedLog log = new FoldedLog(api.context().getBean(MetricWriter.class));

            setForeignValue(api, "metrics:counters");
            log.countType("user_login", 1);

            assertThat(api.get("/actuator/health").body())
                    .contains("\"broken\":{\"topic raw-events-topic\":\"metrics:counters");
            assertThat(api.metrics("accounting"))
                    .contains("\"counted\":1,", "\"rejected\":0},\"broken\":\"metrics:counters");
        }
    }

    private static int status(RunningApi api, String path) {
        return api.get(path).statusCode();
    }

    private static void setForeignValue(RunningApi api, String key) {
        try (RedisConnection redis =
                api.context().getBean(RedisConnectionFactory.class).getConnection()) {
            redis.stringCommands().set(key.getBytes(StandardCharsets.UTF_8), new byte[] {'x'});
        }
    }
}
