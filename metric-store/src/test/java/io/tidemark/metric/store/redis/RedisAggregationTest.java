package io.tidemark.metric.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.store.AggregationContract;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisAggregationTest extends AggregationContract {

    private static OwnRedis redis;

    @BeforeAll
    static void start() {
        redis = new OwnRedis();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    protected void open() {
        redis.flush();
        RedisMetricStore store = new RedisMetricStore(redis.connections(), CLOCK);
        writer = store;
        reader = store;
    }

    @Test
    void schemaIsTheDocumentedOne() {
        apply("DE", "12.5", "0.25");

        assertThat(redis.cli("HGET", key("min"), "min")).isEqualTo("0.25");
        assertThat(redis.cli("HGET", key("min_by"), "DE")).isEqualTo("0.25");
        assertThat(redis.cli("HGET", key("avg"), "count")).isEqualTo("2");
        assertThat(redis.cli("HGET", key("avg_by"), "DE:sum")).isEqualTo("12.75");
        assertThat(redis.cli("HGET", key("stddev_by"), "DE:squares")).isEqualTo("156.3125");
        assertThat(redis.cli("HGET", key("last"), "last")).isEqualTo("000001 0.25");
        assertThat(redis.cli("HGET", key("quantiles_by"), "DE:b:127")).isEqualTo("1");
        assertThat(redis.cli("HGET", key("histogram_by"), "DE:b:0.5")).isEqualTo("1");
    }

    @Test
    void foreignValueBreaksItsMetricAlone() {
        apply("DE", "12.5");
        redis.cli("HSET", key("min_by"), "DE", "no number");
        redis.cli("SET", key("last"), "no hash");
        redis.cli("DEL", key("max"));
        redis.cli("SET", key("max"), "no hash");

        apply("DE", "1");

        assertThat(reader.accounting(window("min(data.x)", true)).broken())
                .isEqualTo(key("min_by") + ": the stored value is no decimal number");
        assertThat(reader.accounting(window("max(data.x)", false)).broken()).contains("WRONGTYPE");
        assertThat(reader.accounting(window("last(data.x)", false)).broken()).contains("WRONGTYPE");
        assertThat(reader.accounting(window("min(data.x)", false)).broken()).isNull();
        assertThat(redis.cli("HGET", key("min"), "min")).isEqualTo("1");
    }

    private static String key(String name) {
        String minute =
                Instant.ofEpochMilli(NOON).toString().replaceAll("\\D", "").substring(0, 12);
        return "metrics:" + name + ":minute:" + minute;
    }
}
