package io.tidemark.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.local.LocalRedis;
import io.tidemark.metric.Accumulator;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.testing.TestServers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

class CrowdTest {

    private static final int CROWD = 64;
    private static final int DAY = 1_440;

    /** A day of dense sketches is 17 MB, and a crowd of them a gigabyte that Redis would have to hold ready. */
    @Test
    void manyWhoAskForADayOfDistinctElementsLeaveTheOtherAnswersAlone() {
        try (LocalRedis redis = TestServers.startRedis();
                RunningApi api = RunningApi.on(redis.host(), redis.port())) {
            new FoldedLog(api.context().getBean(MetricWriter.class))
                    .define("{'name':'users','window':{'every':'minute','keep':'48h'},'aggregate':'distinct(userId)'}")
                    .reach(Instant.now().toEpochMilli())
                    .countType("user_login", 1);
            fillADay(api);
            ExecutorService threads = Executors.newFixedThreadPool(CROWD);

            List<CompletableFuture<HttpResponse<String>>> crowd = IntStream.range(0, CROWD)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> api.get("/api/v1/metrics/window?name=users&minutes=" + DAY), threads))
                    .toList();
            int others = 0;
            do {
                assertThat(api.metrics("counter?name=user_login")).contains("\"value\":1");
                others++;
            } while (!crowd.stream().allMatch(CompletableFuture::isDone));

            assertThat(others).isPositive();
            assertThat(crowd)
                    .extracting(CompletableFuture::join)
                    .allSatisfy(CrowdTest::assertAnsweredOrBusy)
                    .anyMatch(answer -> answer.statusCode() == 200)
                    .anyMatch(answer -> answer.statusCode() == 503);
            threads.shutdown();
        }
    }

    private static void assertAnsweredOrBusy(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            assertThat(answer.body()).contains("urn:tidemark:problem:busy");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        }
    }

    private static void fillADay(RunningApi api) {
        MetricReader reader = api.context().getBean(MetricReader.class);
        MetricDefinition users = reader.catalog().catalog().find("users").orElseThrow();
        long minute = Duration.ofMinutes(1).toMillis();
        long last = Instant.now().toEpochMilli() / minute * minute;
        byte[] dense = "dense".getBytes(StandardCharsets.UTF_8);
        try (RedisConnection redis =
                api.context().getBean(RedisConnectionFactory.class).getConnection()) {
            for (int i = 0; i < 10_000; i++) {
                redis.hyperLogLogCommands().pfAdd(dense, Integer.toString(i).getBytes(StandardCharsets.UTF_8));
            }
            for (int i = 0; i <= DAY; i++) {
                String key = reader.nameOf(users, last - i * minute, MetricDelta.UNGROUPED, Accumulator.WHOLE)
                        .key();
                redis.keyCommands().copy(dense, key.getBytes(StandardCharsets.UTF_8), false);
            }
        }
    }
}
