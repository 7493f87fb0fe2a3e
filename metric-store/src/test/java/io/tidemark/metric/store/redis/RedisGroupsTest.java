package io.tidemark.metric.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.GroupHash;
import io.tidemark.metric.store.Grain;
import io.tidemark.metric.store.GroupsContract;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.TooLargeException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisGroupsTest extends GroupsContract {

    private static final long EXPIRES = NOON / 1000 + 60 + 24 * 3600 + 3 * 3600;

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
        apply(batch().distinctIn(VISITORS, NOON, "DE", "a", "b"));

        assertThat(redis.cli("PFCOUNT", pane() + ":DE")).isEqualTo(2L);
        assertThat(redis.cli("ZRANGE", pane(), "0", "-1")).isEqualTo(List.of("DE"));
        assertThat(redis.cli("ZSCORE", pane(), "DE")).isEqualTo((double) GroupHash.of("DE"));
    }

    @Test
    void indexAndSketchesExpireTogether() {
        apply(batch().distinctIn(VISITORS, NOON, "DE", "a"));
        apply(batch().distinctIn(VISITORS, NOON, "FR", "a").distinct(USERS, NOON, "a"));

        assertThat(redis.expiryOf(pane())).isEqualTo(EXPIRES);
        assertThat(redis.expiryOf(pane() + ":DE")).isEqualTo(EXPIRES);
        assertThat(redis.expiryOf(pane() + ":FR")).isEqualTo(EXPIRES);
    }

    @Test
    void moreElementsThanOneCommandTakesAreAdded() {
        String[] elements = new String[2_500];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = "u" + i;
        }

        apply(batch().distinctIn(VISITORS, NOON, "DE", elements).distinctIn(VISITORS, NOON, "FR", "u0"));

        assertThat(counts(read(VISITORS, NOON, NOON, Grain.FINEST).totals()).get("DE"))
                .isBetween(2_400L, 2_600L);
        assertThat(redis.cli("PFCOUNT", pane() + ":FR")).isEqualTo(1L);
    }

    @Test
    void foreignTypesBreakTheMetricAlone() {
        redis.cli("SET", pane(), "foreign");
        apply(batch().distinctIn(VISITORS, NOON, "DE", "a").distinct(USERS, NOON, "a"));

        assertThat(reader.accounting(VISITORS).broken()).startsWith(pane()).contains("WRONGTYPE");
        assertThat(reader.accounting(USERS).broken()).isNull();
        assertThat(redis.cli("TYPE", pane() + ":DE")).isEqualTo("none");

        assertThatThrownBy(() -> read(VISITORS, NOON, NOON, Grain.FINEST))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageStartingWith(pane());
    }

    @Test
    void foreignSketchBreaksTheMetricAndNotItsOtherGroups() {
        redis.cli("LPUSH", pane() + ":DE", "foreign");

        apply(batch().distinctIn(VISITORS, NOON, "DE", "a").distinctIn(VISITORS, NOON, "FR", "a"));

        assertThat(reader.accounting(VISITORS).broken()).startsWith(pane()).contains("WRONGTYPE");
        assertThat(redis.cli("PFCOUNT", pane() + ":FR")).isEqualTo(1L);
    }

    @Test
    void groupWithoutItsSketchIsDamageAndNoZero() {
        apply(batch().distinctIn(VISITORS, NOON, "DE", "a"));
        redis.cli("DEL", pane() + ":DE");

        assertThatThrownBy(() -> read(VISITORS, NOON, NOON, Grain.FINEST))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageStartingWith(pane() + ":DE");
    }

    @Test
    void moreSketchesThanAreHandedOutAtATimeAreNotRead() {
        String some = "for i = 1, tonumber(ARGV[1]) do redis.call('ZADD', KEYS[1], i, 'g' .. i)"
                + " redis.call('PFADD', KEYS[1] .. ':g' .. i, 'a') end";
        int allowed = TooLargeException.MAX_SKETCH_BYTES / 4096;
        redis.cli("EVAL", some, "1", pane(), Integer.toString(allowed));
        assertThat(read(VISITORS, NOON, NOON, Grain.FINEST).totals()).hasSize(allowed);

        redis.cli("EVAL", some, "1", pane(), Integer.toString(allowed + 1));
        assertThatThrownBy(() -> read(VISITORS, NOON, NOON, Grain.FINEST)).isInstanceOf(TooLargeException.class);
    }

    @Test
    void largerSketchesThanAreHandedOutAtATimeAreNotRead() {
        String some =
                "redis.call('ZADD', KEYS[1], 1, 'g0') for i = 1, 9000 do redis.call('PFADD', KEYS[1] .. ':g0', i) end"
                        + " for i = 1, tonumber(ARGV[1]) do redis.call('ZADD', KEYS[1], 1, 'g' .. i)"
                        + " redis.call('COPY', KEYS[1] .. ':g0', KEYS[1] .. ':g' .. i) end";
        redis.cli("EVAL", some, "1", pane(), "1499");
        assertThat(read(VISITORS, NOON, NOON, Grain.FINEST).totals()).hasSize(1_500);

        redis.cli("EVAL", some, "1", pane(), "1500");
        assertThatThrownBy(() -> read(VISITORS, NOON, NOON, Grain.FINEST)).isInstanceOf(TooLargeException.class);
    }

    private static String pane() {
        String minute =
                Instant.ofEpochMilli(NOON).toString().replaceAll("\\D", "").substring(0, 12);
        return "metrics:visitors:minute:" + minute;
    }
}
