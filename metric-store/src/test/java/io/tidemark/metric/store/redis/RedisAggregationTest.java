package io.tidemark.metric.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.AggregationContract;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.TooLargeException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(redis.cli("HGET", key("last"), "last"))
                .isEqualTo("0000000000000000001 events 0000000000 0000000000000000001 0.25");
        assertThat(redis.cli("HGET", key("quantiles_by"), "DE:b:127")).isEqualTo("1");
        assertThat(redis.cli("HGET", key("histogram_by"), "DE:b:0.5")).isEqualTo("1");
    }

    @Test
    void foreignValueBreaksItsMetricAlone() {
        apply("DE", "12.5");
        redis.cli("HSET", key("min_by"), "DE", "no number");
        redis.cli("SET", key("last"), "no hash");
        redis.cli("HSET", key("last_by"), "DE", "zzz 5");
        redis.cli("HSET", key("min"), "min", "--5");
        redis.cli("DEL", key("max"));
        redis.cli("SET", key("max"), "no hash");

        apply("DE", "1");

        assertThat(reader.accounting(window("min(data.x)", true)).broken())
                .isEqualTo(key("min_by") + ": the stored value is no decimal number");
        assertThat(reader.accounting(window("max(data.x)", false)).broken()).contains("WRONGTYPE");
        assertThat(reader.accounting(window("last(data.x)", false)).broken()).contains("WRONGTYPE");
        assertThat(reader.accounting(window("last(data.x)", true)).broken())
                .isEqualTo(key("last_by") + ": the stored value is no place with a number");
        assertThat(reader.accounting(window("min(data.x)", false)).broken()).contains("no decimal number");
        assertThat(reader.accounting(window("avg(data.x)", false)).broken()).isNull();
        assertThat(redis.cli("HGET", key("avg"), "count")).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource({
        "stddev, HDEL squares",
        "avg, HDEL count",
        "avg, HSET count -1",
        "histogram, HSET b:7 1",
        "quantiles, HSET b:1 -1"
    })
    void partsThatAreNoValueAreDamageAndNoNumber(String name, String change) {
        apply("DE", "12.5", "3");
        String[] words = change.split(" ");
        String[] arguments = new String[words.length];
        arguments[0] = key(name);
        System.arraycopy(words, 1, arguments, 1, words.length - 1);
        redis.cli(words[0], arguments);
        MetricDefinition metric = reader.catalog().catalog().find(name).orElseThrow();
        Instant now = Instant.ofEpochMilli(NOON);

        assertThatThrownBy(() -> reader.window(metric, now, now, now))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageStartingWith(key(name));
    }

    @Test
    void moreFieldsThanAreHandedOutAtATimeAreNotRead() {
        String some = "for i = 1, 25000 do redis.call('HSET', KEYS[1], 'g' .. ARGV[1] .. '.' .. i .. ':sum', 1) end";
        for (int i = 0; i < 10; i++) {
            redis.cli("EVAL", some, "1", key("avg_by"), Integer.toString(i));
        }
        redis.cli("HSET", key("avg_by"), "g:sum", "1");
        Instant now = Instant.ofEpochMilli(NOON);

        assertThatThrownBy(() -> reader.window(window("avg(data.x)", true), now, now, now))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("250001");
    }

    private static String key(String name) {
        String minute =
                Instant.ofEpochMilli(NOON).toString().replaceAll("\\D", "").substring(0, 12);
        return "metrics:" + name + ":minute:" + minute;
    }
}
