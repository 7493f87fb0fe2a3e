package io.tidemark.metric.store.redis;

import static io.tidemark.metric.store.TestBatch.TOPIC;
import static io.tidemark.metric.store.TestBatch.TOPIC_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.EventPlace;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.TestBatch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a batch says that it costs, against what Redis counts. */
class BatchOperationsTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Pattern CALLS = Pattern.compile("cmdstat_(?!eval|script|config|info)[^:]*:calls=(\\d+)");
    private static final MetricCatalog ALL = MetricCatalog.parse("""
            {"metrics":[
            {"name":"count_by","counter":{},"by":"data.g"},
            {"name":"board","leaderboard":{"by":"data.g"}},
            {"name":"daily","leaderboard":{"by":"data.g","period":"day"}},
            {"name":"hourly","leaderboard":{"by":"data.g","period":"hour"}},
            {"name":"views","window":{"every":"minute","keep":"24h"}},
            {"name":"views_by","window":{"every":"minute","keep":"24h"},"by":"data.g"},
            {"name":"sum","window":{"every":"minute","keep":"24h"},"aggregate":"sum(data.x)"},
            {"name":"sum_by","window":{"every":"minute","keep":"24h"},"aggregate":"sum(data.x)","by":"data.g"},
            {"name":"min_by","window":{"every":"minute","keep":"24h"},"aggregate":"min(data.x)","by":"data.g"},
            {"name":"max","window":{"every":"minute","keep":"24h"},"aggregate":"max(data.x)"},
            {"name":"avg_by","window":{"every":"minute","keep":"24h"},"aggregate":"avg(data.x)","by":"data.g"},
            {"name":"stddev_by","window":{"every":"minute","keep":"24h"},"aggregate":"stddev(data.x)","by":"data.g"},
            {"name":"last_by","window":{"every":"minute","keep":"24h"},"aggregate":"last(data.x)","by":"data.g"},
            {"name":"distinct","window":{"every":"minute","keep":"24h"},"aggregate":"distinct(data.x)"},
            {"name":"distinct_by","window":{"every":"minute","keep":"24h"},"aggregate":"distinct(data.x)","by":"data.g"},
            {"name":"quantiles","window":{"every":"minute","keep":"24h"},"aggregate":"quantiles(data.x)","by":"data.g"},
            {"name":"histogram","window":{"every":"minute","keep":"24h"},"aggregate":"histogram(data.x, 1, 3)"}]}
            """.replace("\n", ""));

    private static OwnRedis redis;

    @BeforeAll
    static void start() {
        redis = new OwnRedis();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void noBatchCostsMoreThanItSaysOrMuchLess() {
        Random random = new Random(5);
        List<MetricDefinition> all = List.copyOf(ALL.definitions());
        for (int i = 0; i <= all.size(); i++) {
            List<MetricDefinition> metrics = i == all.size() ? all : List.of(all.get(i));
            redis.flush();
            RedisMetricStore store = new RedisMetricStore(redis.connections(), CLOCK);
            store.activate(CatalogVersion.NONE, ALL, Set.of(TOPIC));
            store.claim(store.incarnation(), TOPIC, TOPIC_ID, Map.of(0, 0L));
            store.apply(batch(store, List.of(), 0, random));
            for (int j = 0; j < 5; j++) {
                PartitionBatch nothing = batch(store, List.of(), 0, random);
                long costOfAny = costOf(store, nothing);
                PartitionBatch batch = batch(store, metrics, 1 + 5 * j, random);

                long said = batch.metrics().stream()
                        .mapToInt(MetricDelta::operations)
                        .sum();
                assertThat(costOf(store, batch) - costOfAny).as("%s", metrics).isBetween(said / 4, said);
            }
        }
    }

    private static long costOf(RedisMetricStore store, PartitionBatch batch) {
        redis.cli("CONFIG", "RESETSTAT");
        assertThat(store.apply(batch)).isEqualTo(new ApplyResult.Applied());
        String statistics = String.valueOf(redis.cli("INFO", "commandstats"));
        return CALLS.matcher(statistics)
                .results()
                .mapToLong(calls -> Long.parseLong(calls.group(1)))
                .sum();
    }

    private static PartitionBatch batch(
            RedisMetricStore store, List<MetricDefinition> metrics, int events, Random random) {
        long now = CLOCK.millis();
        long at = Objects.requireNonNull(store.ledger(TOPIC).positions().get(0)).offset();
        long before = store.ledger(TOPIC).progress().getOrDefault(0, PartitionBatch.NO_LOG_TIME);
        TestBatch batch = new TestBatch(TOPIC, TOPIC_ID, 0, store.catalog(), 0, at, before)
                .at(now)
                .type("a", 1);
        for (int i = 0; i < events; i++) {
            long time = now - i % 3 * Duration.ofMinutes(50).toMillis();
            String place = EventPlace.of(time, EventPlace.partition(TOPIC, 0), at * 100 + i);
            String number = random.nextInt(6) + (random.nextBoolean() ? "" : ".5");
            for (MetricDefinition metric : metrics) {
                Window window = metric.window();
                long pane = window == null ? MetricDelta.ALL_TIME : window.paneStart(time);
                batch.event(metric, pane, metric.isGrouped() ? "g" + random.nextInt(4) : "", place, number);
            }
        }
        metrics.forEach(batch::late);
        metrics.forEach(batch::unusable);
        return batch.toNext();
    }
}
