package io.tidemark.metric.store.redis;

import static io.tidemark.metric.Accumulator.WHOLE;
import static io.tidemark.metric.store.MetricDelta.ALL_TIME;
import static io.tidemark.metric.store.MetricDelta.UNGROUPED;
import static io.tidemark.metric.store.PartitionBatch.NO_LOG_TIME;
import static io.tidemark.metric.store.TestBatch.TOPIC;
import static io.tidemark.metric.store.TestBatch.TOPIC_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.BoardEntry;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.ClaimResult;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.MetricAccounting;
import io.tidemark.metric.store.MetricStoreContract;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.StoreSnapshot.StoredName;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.metric.store.TestBatch;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.RedisConnection;

class RedisMetricStoreTest extends MetricStoreContract {

    private static final long THREE_HOURS = Duration.ofHours(3).toSeconds();

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
        apply(everyMetricOnce(batch(0, 100)));

        String day = label(DAY, 8);
        assertThat(redis.cli("HGET", "metrics:counters", "a")).isEqualTo("1");
        assertThat(redis.cli("HGET", "metrics:counters", "plain")).isEqualTo("1");
        assertThat(redis.cli("HGET", "metrics:counters:by_platform", "iOS")).isEqualTo("1");
        assertThat(redis.cli("ZSCORE", "metrics:leaderboards:pages", "/")).isEqualTo(1.0);
        assertThat(redis.cli("ZSCORE", "metrics:leaderboards:daily:" + day, "u1"))
                .isEqualTo(1.0);
        assertThat(redis.cli("ZSCORE", "metrics:leaderboards:hourly:" + day + "12", "u1"))
                .isEqualTo(1.0);
        assertThat(redis.cli("GET", "metrics:revenue:minute:" + day + "1200")).isEqualTo("0.5");
        assertThat(redis.cli("HGET", "metrics:revenue_by:minute:" + day + "1200", "DE"))
                .isEqualTo("-0.5");
        assertThat(redis.cli("PFCOUNT", "metrics:users:minute:" + day + "1200")).isEqualTo(1L);
        assertThat(redis.cli("HGET", "metrics:ledger:events", "0")).isEqualTo("101@3");
        assertThat(redis.cli("HGET", "metrics:ledger:events", "0:start")).isEqualTo("100");
        assertThat(redis.cli("HGET", "metrics:ledger:events", "id")).isEqualTo(TOPIC_ID);
        assertThat(redis.cli("HGET", "metrics:progress:events", "0")).isEqualTo(Long.toString(NOON));
        assertThat(redis.cli("HGET", "metrics:accounting:events", "empty")).isEqualTo("1");
        assertThat(redis.cli("HGET", "metrics:accounting:metric:views", "matched"))
                .isEqualTo("1");
        assertThat(redis.cli("HGET", "metrics:catalog", "version")).isEqualTo("1");
        assertThat(redis.cli("HGET", "metrics:catalog", "id")).isEqualTo(CatalogVersion.idOf(ALL.text()));
        assertThat(redis.cli("HGET", "metrics:catalog", "topics")).isEqualTo("[\"events\"]");
        assertThat(redis.cli("HGET", "metrics:catalog", "text:1")).isEqualTo(ALL.text());
        assertThat(redis.cli("HGET", "metrics:catalog", "from:1")).isEqualTo("{}");
    }

    @Test
    void valuesOfAPaneExpireAfterTheirTime() {
        apply(everyMetricOnce(batch(0, 100)));
        apply(batch(0, 101).sum(REVENUE, NOON, UNGROUPED, "0.25")); // SET would drop the expiry

        assertThat(expiryOf(REVENUE, NOON)).isEqualTo(NOON / 1000 + 60 + 24 * 3600 + THREE_HOURS);
        assertThat(expiryOf(REVENUE_BY, NOON)).isEqualTo(NOON / 1000 + 60 + 24 * 3600 + THREE_HOURS);
        assertThat(expiryOf(USERS, NOON)).isEqualTo(NOON / 1000 + 60 + 24 * 3600 + THREE_HOURS);
        assertThat(expiryOf(DAILY, DAY)).isEqualTo(DAY / 1000 + 36 * 24 * 3600 + THREE_HOURS);
        assertThat(expiryOf(HOURLY, NOON)).isEqualTo(NOON / 1000 + 49 * 3600 + THREE_HOURS);
        assertThat(expiryOf(DAILY, ALL_TIME)).isEqualTo(DAY / 1000 + 24 * 3600);
        assertThat(expiryOf(HOURLY, ALL_TIME)).isEqualTo(NOON / 1000 + 3600);
        assertThat(expiryOf(PAGES, ALL_TIME)).isEqualTo(-1);
        assertThat(redis.expiryOf("metrics:counters")).isEqualTo(-1);
    }

    @Test
    void undatedBoardFollowsTheLogsPeriod() {
        apply(batch(0, 100, DAY + HOUR).count(HOURLY, DAY + HOUR, "u1", 2).count(HOURLY, DAY, "u0", 1));
        apply(batch(0, 101, DAY + HOUR).count(HOURLY, DAY + HOUR, "u2", 1));
        assertThat(membersUnder(HOURLY, ALL_TIME)).isEqualTo(Map.of("u1", "2", "u2", "1"));

        apply(batch(0, 102, DAY + 2 * HOUR).count(HOURLY, DAY + 2 * HOUR, "u3", 5));
        assertThat(membersUnder(HOURLY, ALL_TIME)).isEqualTo(Map.of("u3", "5"));

        apply(batch(0, 103, DAY + 2 * HOUR).count(HOURLY, DAY + HOUR, "u1", 9));
        assertThat(membersUnder(HOURLY, ALL_TIME)).isEqualTo(Map.of("u3", "5"));
    }

    @Test
    void undatedBoardThatWasLostComesBackWithTheNextWrite() {
        apply(batch(0, 100).count(DAILY, DAY, "u1", 2));
        redis.cli("DEL", "metrics:leaderboards:daily");
        apply(batch(0, 101).type("a", 1));
        assertThat(membersUnder(DAILY, ALL_TIME)).isEmpty();

        apply(batch(0, 102).count(DAILY, DAY, "u2", 1));

        assertThat(membersUnder(DAILY, ALL_TIME)).isEqualTo(Map.of("u1", "2", "u2", "1"));
    }

    @Test
    void endedPeriodHasNoUndatedBoard() {
        long longAgo = DAY - Duration.ofDays(10).toMillis();
        apply(batch(0, 100, longAgo).count(DAILY, longAgo, "u1", 2));

        assertThat(membersUnder(DAILY, ALL_TIME)).isEmpty();
        assertThat(membersUnder(DAILY, longAgo)).isEqualTo(Map.of("u1", "2"));
    }

    @Test
    void datesOfBoardsAreThoseOfTheCalendar() {
        for (long day : new long[] {0, 365, 789, 11_016, 19_782, 20_513, 47_540, 73_048}) {
            open();
            writer.activate(CatalogVersion.NONE, ALL, Set.of());
            writer.claim(writer.incarnation(), TOPIC, TOPIC_ID, Map.of(0, 0L));
            long time = Duration.ofDays(day).toMillis();
            apply(batch(0, 0, time + 23 * HOUR).type("a", 1));
            redis.cli("ZADD", reader.nameOf(DAILY, time, "", WHOLE).key(), "7", "u");
            redis.cli("ZADD", reader.nameOf(HOURLY, time + 23 * HOUR, "", WHOLE).key(), "8", "u");

            RedisMetricStore then = new RedisMetricStore(redis.connections(), Clock.fixed(at(time), ZoneOffset.UTC));

            assertThat(then.top(DAILY, OptionalLong.empty(), 1)).containsExactly(new BoardEntry(1, "u", decimal(7)));
            assertThat(then.top(HOURLY, OptionalLong.empty(), 1)).containsExactly(new BoardEntry(1, "u", decimal(8)));
        }
    }

    @Test
    void foreignTypeUnderAValueBreaksOnlyItsMetric() {
        redis.cli("SET", "metrics:leaderboards:pages", "foreign");
        redis.cli("LPUSH", reader.nameOf(REVENUE, NOON, "", WHOLE).key(), "foreign");
        redis.cli("SET", reader.nameOf(REVENUE_BY, NOON, "", WHOLE).key(), "foreign");
        redis.cli("SET", reader.nameOf(DAILY, DAY, "", WHOLE).key(), "foreign");

        apply(everyMetricOnce(batch(0, 100)));
        apply(batch(0, 101).count(PAGES, ALL_TIME, "/", 1).count(VIEWS, NOON, UNGROUPED, 1));

        for (MetricDefinition broken : List.of(PAGES, REVENUE, REVENUE_BY, DAILY)) {
            assertThat(reader.accounting(broken).broken())
                    .as("%s", broken.name())
                    .startsWith("metrics:")
                    .contains(broken.name().text())
                    .contains("WRONGTYPE");
        }
        assertThat(reader.accounting(PAGES).applied()).isEqualTo(2);
        assertThat(reader.accounting(VIEWS)).isEqualTo(new MetricAccounting(2, 2, 0, 0, null));
        assertThat(valueOf(VIEWS)).isEqualTo("2");
        assertThat(redis.cli("GET", "metrics:leaderboards:pages")).isEqualTo("foreign");
        assertThat(redis.cli("TTL", reader.nameOf(REVENUE, NOON, "", WHOLE).key()))
                .isEqualTo(-1L);
        assertThat(reader.snapshot().values())
                .containsEntry(new StoredName("metrics:leaderboards:pages", ""), "string")
                .containsEntry(
                        new StoredName(reader.nameOf(REVENUE, NOON, "", WHOLE).key(), ""), "list");
    }

    @Test
    void foreignTextUnderAValueBreaksOnlyItsMetric() {
        redis.cli("SET", reader.nameOf(REVENUE, NOON, "", WHOLE).key(), "1e5");
        redis.cli("HSET", reader.nameOf(REVENUE_BY, NOON, "", WHOLE).key(), "DE", "x".repeat(5000));
        redis.cli("HSET", "metrics:counters:by_platform", "iOS", "");

        apply(everyMetricOnce(batch(0, 100)).sum(REVENUE_BY, NOON, "FR", "2"));

        assertThat(reader.accounting(REVENUE).broken()).contains("no decimal number");
        assertThat(reader.accounting(REVENUE_BY).broken()).contains("no decimal number");
        assertThat(reader.accounting(BY_PLATFORM).broken()).contains("no decimal number");
        assertThat(redis.cli("HGET", reader.nameOf(REVENUE_BY, NOON, "", WHOLE).key(), "FR"))
                .isEqualTo("2");
        assertThat(redis.cli("GET", reader.nameOf(REVENUE, NOON, "", WHOLE).key()))
                .isEqualTo("1e5");
    }

    @Test
    void foreignValueUnderDistinctElementsBreaksOnlyItsMetric() {
        String key = reader.nameOf(USERS, NOON, "", WHOLE).key();
        for (List<String> foreign : List.of(List.of("SET", "foreign"), List.of("LPUSH", "foreign"))) {
            claimTwoPartitionsUnderAllMetrics();
            redis.cli(foreign.get(0), key, foreign.get(1));

            apply(everyMetricOnce(batch(0, 100)).distinct(USERS, NOON - 60_000, "u2"));

            assertThat(reader.accounting(USERS).broken()).startsWith(key + ": WRONGTYPE");
            assertThat(reader.ledger(TOPIC).broken()).isNull();
            assertThat(valueOf(VIEWS)).isEqualTo("1");
            assertThat(redis.cli("TTL", key)).isEqualTo(-1L);
            assertThat(redis.cli(
                            "PFCOUNT",
                            reader.nameOf(USERS, NOON - 60_000, "", WHOLE).key()))
                    .isEqualTo(1L);
        }
    }

    @Test
    void foreignTextUnderDistinctElementsIsNotCounted() {
        String key = reader.nameOf(USERS, NOON, "", WHOLE).key();
        redis.cli("SET", key, "17");

        assertThatThrownBy(() -> valueOf(USERS))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageStartingWith(key)
                .hasMessageContaining("HyperLogLog");
        assertThat(reader.snapshot().values()).containsEntry(new StoredName(key, ""), "17");
    }

    @Test
    void foreignValueUnderAPaneIsNamedAndNotTakenForNothing() {
        for (List<String> foreign : List.of(List.of("LPUSH", "foreign"), List.of("SET", "1,5"))) {
            for (MetricDefinition window : List.of(REVENUE, REVENUE_BY, USERS)) {
                String key = reader.nameOf(window, NOON, "", WHOLE).key();
                redis.cli("DEL", key);
                redis.cli(foreign.get(0), key, foreign.get(1));

                assertThatThrownBy(() -> valueOf(window))
                        .as("%s", key)
                        .isInstanceOf(StoreDamagedException.class)
                        .hasMessageStartingWith(key);
            }
        }
    }

    @Test
    void distinctElementsAreReadFromARedisThatTakesNoWrites() {
        apply(batch(0, 100).distinct(USERS, NOON, "u1", "u2"));
        redis.cli("CONFIG", "SET", "min-replicas-to-write", "1");
        try {
            assertThatThrownBy(() -> apply(batch(0, 101).distinct(USERS, NOON, "u3")))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(valueOf(USERS)).isEqualTo("2");
        } finally {
            redis.cli("CONFIG", "SET", "min-replicas-to-write", "0");
        }
    }

    @Test
    void scoreBeyondExactIntegersBreaksItsBoard() {
        redis.cli("ZADD", "metrics:leaderboards:pages", "9007199254740990", "/");
        apply(batch(0, 100).count(PAGES, ALL_TIME, "/", 1));
        assertThat(reader.accounting(PAGES).broken()).isNull();
        assertThat(reader.top(PAGES, OptionalLong.empty(), 1))
                .containsExactly(new BoardEntry(1, "/", decimal(9007199254740991L)));

        apply(batch(0, 101).count(PAGES, ALL_TIME, "/", 1));

        assertThat(reader.accounting(PAGES).broken()).contains("2^53");
    }

    @Test
    void countersOfAForeignTypeAreToldByTheTopic() {
        redis.cli("SET", "metrics:counters", "foreign");

        apply(everyMetricOnce(batch(0, 100)));

        assertThat(reader.ledger(TOPIC).broken()).startsWith("metrics:counters: WRONGTYPE");
        assertThat(reader.accounting(PLAIN).broken()).startsWith("metrics:counters: WRONGTYPE");
        assertThat(valueOf(VIEWS)).isEqualTo("1");
        assertThatThrownBy(() -> reader.counters()).isInstanceOf(StoreDamagedException.class);
        assertThat(writer.activate(writer.catalog(), new MetricCatalog(List.of(VIEWS)), Set.of(TOPIC)))
                .isTrue();
    }

    @Test
    void counterGoesOnBeyondSixtyFourBits() {
        redis.cli("HSET", "metrics:counters", "a", Long.toString(Long.MAX_VALUE));

        apply(batch(0, 100).type("a", 1));

        assertThat(redis.cli("HGET", "metrics:counters", "a")).isEqualTo("9223372036854775808");
        assertThat(reader.ledger(TOPIC).broken()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics:ledger:events",
                "metrics:accounting:events",
                "metrics:progress:events",
                "metrics:catalog"
            })
    void bookkeepingOfAForeignTypeChangesNothing(String key) {
        PartitionBatch batch = everyMetricOnce(batch(0, 100)).to(101);
        redis.cli("DEL", key);
        redis.cli("SET", key, "foreign");

        assertThatThrownBy(() -> writer.apply(batch))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageContaining(key)
                .hasMessageNotContaining("script:");

        assertNoValues();
        assertThat(redis.cli("GET", key)).isEqualTo("foreign");
    }

    @Test
    void bookkeepingThatCannotBeReadChangesNothing() {
        assertDamaged("metrics:ledger:events", "0", "many");
        assertDamaged("metrics:ledger:events", "0:start", "many");
        assertDamaged("metrics:accounting:events", "counted", "many");
        assertDamaged("metrics:progress:events", "0", "late");
        assertDamaged("metrics:progress:events", "1", "late");
        assertDamaged("metrics:catalog", "topics", "no json");
    }

    @Test
    void metricAccountingOfAForeignTypeBreaksOnlyItsMetric() {
        redis.cli("SET", "metrics:accounting:metric:views", "foreign");

        apply(everyMetricOnce(batch(0, 100)));

        assertThat(valueOf(VIEWS)).isEqualTo("1");
        assertThat(reader.ledger(TOPIC).broken())
                .startsWith("metrics:accounting:metric:views")
                .contains("WRONGTYPE");
        assertThat(reader.accounting(VIEWS).broken()).contains("metrics:accounting:metric:views", "WRONGTYPE");
        assertThat(reader.accounting(PAGES)).isEqualTo(new MetricAccounting(1, 1, 0, 0, null));
        assertThat(redis.cli("GET", "metrics:accounting:metric:views")).isEqualTo("foreign");
        assertThat(reader.snapshot().values())
                .containsEntry(new StoredName("metrics:accounting:metric:views", ""), "string");
    }

    @Test
    void metricAccountingWithForeignContentBreaksOnlyItsMetric() {
        redis.cli("HSET", "metrics:accounting:metric:views", "applied", "1.5");

        apply(everyMetricOnce(batch(0, 100)));

        assertThat(valueOf(VIEWS)).isEqualTo("1");
        assertThat(reader.ledger(TOPIC).broken()).isNull();
        assertThat(reader.accounting(VIEWS).broken()).startsWith("metrics:accounting:metric:views: applied");
        assertThat(reader.snapshot().accounting()).containsEntry(VIEWS.name(), reader.accounting(VIEWS));
        assertThat(redis.cli("HGET", "metrics:accounting:metric:views", "matched"))
                .isEqualTo("1");
        assertThat(reader.accounting(PAGES)).isEqualTo(new MetricAccounting(1, 1, 0, 0, null));
    }

    @Test
    void catalogThatWasLostIsNotReplaced() {
        apply(batch(0, 100).type("a", 1));
        PartitionBatch batch = batch(0, 101).type("a", 1).to(102);
        redis.cli("DEL", "metrics:catalog");
        PartitionBatch ofNone = new TestBatch(TOPIC, TOPIC_ID, 0, CatalogVersion.NONE, 101, NO_LOG_TIME).to(102);
        StoreSnapshot before = reader.snapshot();

        String message = "metrics:catalog is gone while the ledger of events is there";
        assertLost(() -> writer.activate(CatalogVersion.NONE, ALL, Set.of(TOPIC)), message);
        assertLost(() -> writer.activate(CatalogVersion.NONE, ALL, Set.of("other")), message);
        assertLost(() -> writer.claim(writer.incarnation(), "other", "id2", Map.of(0, 0L)), message);
        assertLost(() -> writer.apply(batch), message);
        assertLost(() -> writer.apply(ofNone), message);

        assertSameContent(before);
        assertThat(redis.cli("EXISTS", "metrics:catalog")).isEqualTo(false);
    }

    @Test
    void catalogIsParsedAgainOnlyIfItHasChanged() {
        CatalogVersion first = reader.catalog();
        apply(batch(0, 100));
        assertThat(reader.catalog()).isSameAs(first);

        redis.cli("HSET", "metrics:catalog", "from:1", "{\"events\":{\"0\":7}}");

        assertThat(reader.catalog()).isEqualTo(new CatalogVersion(1, ALL, Map.of(TOPIC, Map.of(0, 7L))));
    }

    @Test
    void catalogWithoutItsVersionIsNotReplaced() {
        redis.cli("HDEL", "metrics:catalog", "version");

        assertLost(() -> writer.activate(CatalogVersion.NONE, ALL, Set.of(TOPIC)), "metrics:catalog has no version");
        assertLost(
                () -> writer.claim(writer.incarnation(), "other", "id2", Map.of(0, 0L)),
                "metrics:catalog has no version");

        assertThat(redis.cli("HGET", "metrics:catalog", "from:1")).isEqualTo("{}");
    }

    @Test
    void idThatWasLostIsThatOfTheText() {
        CatalogVersion before = writer.catalog();
        redis.cli("HDEL", "metrics:catalog", "id");

        assertThat(writer.catalog()).isEqualTo(before);
        assertThat(reader.catalogHistory()).containsExactly(before);
        apply(batch(0, 100).type("a", 1));
        assertThat(writer.activate(before, MetricCatalog.EMPTY, Set.of())).isTrue();
    }

    @Test
    void topicsThatWereLostComeBackWithTheNextBatchOrClaim() {
        writer.claim(writer.incarnation(), "second", "id2", Map.of(0, 0L));
        writer.apply(new TestBatch("second", "id2", 0, writer.catalog(), 0, NO_LOG_TIME)
                .at(DAY + 3 * HOUR)
                .count(HOURLY, DAY + 3 * HOUR, "u2", 4)
                .to(1));
        redis.cli("HDEL", "metrics:catalog", "topics");

        apply(batch(0, 100, DAY + HOUR).count(HOURLY, DAY + HOUR, "u1", 1));

        // The second topic is further: its period stays the current one.
        assertThat(reader.top(HOURLY, OptionalLong.empty(), 9)).containsExactly(new BoardEntry(1, "u2", decimal(4)));
        assertUndatedIsAbsentOrCurrent(HOURLY, DAY + 3 * HOUR);
        assertThat((String) redis.cli("HGET", "metrics:catalog", "topics")).contains("\"events\"", "\"second\"");

        redis.cli("HDEL", "metrics:catalog", "topics");
        writer.claim(writer.incarnation(), TOPIC, TOPIC_ID, Map.of(0, 0L));
        assertThat((String) redis.cli("HGET", "metrics:catalog", "topics")).contains("\"events\"", "\"second\"");
    }

    @Test
    void activationHoldsFromEveryLedgerThoughTheTopicsWereLost() {
        redis.cli("HDEL", "metrics:catalog", "topics");

        writer.activate(writer.catalog(), MetricCatalog.EMPTY, Set.of());

        assertThat(writer.catalog().from()).isEqualTo(Map.of(TOPIC, Map.of(0, 100L, 1, 200L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"metrics\":[{\"name\":\"x\",\"counter\":{},\"unless\":\"true\"}]}",
                "{\"metrics\":[],\"sources\":[]}",
                "{\"metrics\":[null]}",
                "{\"metrics\":null}",
                "null",
                "no json"
            })
    void catalogThatThisBuildCannotReadIsDamaged(String text) {
        redis.cli("HSET", "metrics:catalog", "text:1", text);

        for (ThrowingCallable read : List.<ThrowingCallable>of(reader::catalog, reader::catalogHistory)) {
            assertThatThrownBy(read)
                    .isInstanceOf(StoreDamagedException.class)
                    .hasMessageStartingWith("metrics:catalog has a text:1 that this build cannot read");
        }
    }

    @Test
    void redisWithoutMemoryChangesNothingAndBreaksNothing() {
        StoreSnapshot before = reader.snapshot();
        PartitionBatch batch = everyMetricOnce(batch(0, 100)).to(101);
        redis.cli("CONFIG", "SET", "maxmemory", "1");
        try {
            assertThatThrownBy(() -> writer.apply(batch))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("OOM");
            assertThat(reader.ledger(TOPIC)).isEqualTo(before.ledgers().get(TOPIC));
        } finally {
            redis.cli("CONFIG", "SET", "maxmemory", "0");
        }
        assertSameContent(before);
        assertThat(writer.apply(batch)).isEqualTo(new ApplyResult.Applied());
    }

    @Test
    void scriptsAreTaughtAgainWhenRedisForgotThem() {
        apply(batch(0, 100).type("a", 1));
        redis.cli("SCRIPT", "FLUSH");

        apply(batch(0, 101).type("a", 1));
        redis.cli("SCRIPT", "FLUSH");

        assertThat(reader.ledger(TOPIC).positions().get(0)).hasToString("102@3");
        assertThat(reader.counters()).isEqualTo(Map.of("a", decimal(2)));
    }

    @Test
    void lostLedgerIsNotClaimedAgain() {
        apply(batch(0, 100).type("a", 1));
        redis.cli("HDEL", "metrics:ledger:events", "0");
        assertThat(writer.claim(writer.incarnation(), TOPIC, TOPIC_ID, Map.of(0, 0L)))
                .isEqualTo(ClaimResult.LEDGER_LOST);
        redis.cli("DEL", "metrics:ledger:events");

        assertThat(writer.claim(writer.incarnation(), TOPIC, TOPIC_ID, Map.of(0, 0L)))
                .isEqualTo(ClaimResult.LEDGER_LOST);

        assertThat(redis.cli("EXISTS", "metrics:ledger:events")).isEqualTo(false);
        assertThat(reader.ledger(TOPIC).topicId()).isNull();
        assertThat(reader.ledger(TOPIC).fates()).isEqualTo(Map.of(Fate.EMPTY, 1L));
    }

    @Test
    void claimOfAStoreThatWasEmptiedMeanwhileChangesNothing() {
        String before = writer.incarnation();
        redis.cli("FLUSHALL");

        assertThat(writer.claim(before, TOPIC, TOPIC_ID, Map.of(0, 0L))).isEqualTo(ClaimResult.OTHER_INCARNATION);
        assertThat(redis.cli("KEYS", "*"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isEmpty();

        assertThat(writer.claim(writer.incarnation(), TOPIC, TOPIC_ID, Map.of(0, 0L)))
                .isEqualTo(ClaimResult.CLAIMED);
    }

    @Test
    void resetHelpsWhereTheLedgerWasLostOrOverwritten() {
        apply(everyMetricOnce(batch(0, 100)));
        redis.cli("DEL", "metrics:ledger:events");

        writer.reset(TOPIC, TOPIC_ID, Map.of(0, 100L));

        assertThat(redis.cli("KEYS", "*"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder("metrics:catalog", "metrics:ledger:events");
        redis.cli("SET", "metrics:ledger:events", "foreign");
        redis.cli("SET", "metrics:progress:events", "foreign");
        writer.reset(TOPIC, TOPIC_ID, Map.of(0, 100L));
        apply(batch(0, 100).type("a", 1));
    }

    @Test
    void resetLeavesTheKeysOfOthersAlone() {
        redis.cli("SET", "metric", "theirs");

        writer.reset(TOPIC, TOPIC_ID, Map.of(0, 100L));

        assertThat(redis.cli("GET", "metric")).isEqualTo("theirs");
    }

    @Test
    void resetChangesNothingIfAnotherTopicCannotGoBack() {
        apply(everyMetricOnce(batch(0, 100)));
        writer.claim(writer.incarnation(), "second", "id2", Map.of(0, 5L));
        redis.cli("HSET", "metrics:ledger:second", "0:start", "many");
        Object before = redis.cli("HGET", "metrics:counters", "a");

        assertThatThrownBy(() -> writer.reset(TOPIC, TOPIC_ID, Map.of(0, 100L)))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageContaining("metrics:ledger:second");

        assertThat(redis.cli("HGET", "metrics:counters", "a")).isEqualTo(before);
        assertThat(redis.cli("HGET", "metrics:ledger:events", "0")).isEqualTo("101@3");
    }

    @Test
    void namesChangedArePublished() throws InterruptedException {
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        try (RedisConnection subscriber = redis.connections().getConnection()) {
            subscriber.subscribe(
                    (message, pattern) -> messages.add(new String(message.getBody(), StandardCharsets.UTF_8)),
                    RedisKeys.bytes("metrics:changes"));

            apply(batch(0, 100).late(VIEWS));
            apply(batch(0, 101).type("a", 1).count(PAGES, ALL_TIME, "/", 1).late(VIEWS));

            assertThat(messages.poll(5, TimeUnit.SECONDS)).isEqualTo("[\"pages\",\"a\"]");
            assertThat(messages).isEmpty();
        }
    }

    @Test
    void activationRemovesEveryPaneOfEndedMetrics() {
        TestBatch batch = batch(0, 100);
        for (int i = 0; i < 3000; i++) {
            batch.count(VIEWS, NOON - i * 60_000L, UNGROUPED, 1);
        }
        apply(batch.count(DAILY, DAY - 3 * 24 * HOUR, "u", 1));
        redis.cli("SET", "metrics:views2:minute:202303151200", "1");
        redis.cli("SET", "metrics:views:minute:note", "1");

        writer.activate(writer.catalog(), new MetricCatalog(List.of(PAGES)), Set.of(TOPIC));

        assertThat(reader.snapshot().values().keySet())
                .containsExactlyInAnyOrder(
                        new StoredName("metrics:views2:minute:202303151200", ""),
                        new StoredName("metrics:views:minute:note", ""));
    }

    @Test
    void windowsThatEndTogetherTakeOneWalkOverTheKeys() {
        apply(everyMetricOnce(batch(0, 100)));
        redis.cli("CONFIG", "RESETSTAT");

        writer.activate(writer.catalog(), MetricCatalog.EMPTY, Set.of(TOPIC));

        assertThat(String.valueOf(redis.cli("INFO", "commandstats")))
                .contains("cmdstat_scan:calls=1,")
                .as("for ledgers that no list has")
                .contains("cmdstat_keys:calls=1,");
    }

    @Test
    void redisThatIsAwayIsUnavailable() {
        OwnRedis gone = new OwnRedis();
        try {
            RedisMetricStore store = new RedisMetricStore(gone.connections(), CLOCK);
            assertThat(store.catalog()).isEqualTo(CatalogVersion.NONE);
            gone.stopServer();

            assertThatThrownBy(store::catalog).isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(store::counters).isInstanceOf(StoreUnavailableException.class);
        } finally {
            gone.close();
        }
    }

    private void assertDamaged(String key, String field, String value) {
        claimTwoPartitionsUnderAllMetrics();
        PartitionBatch batch = everyMetricOnce(batch(0, 100)).to(101);
        redis.cli("HSET", key, field, value);

        assertThatThrownBy(() -> writer.apply(batch))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageContaining(key);

        assertNoValues();
    }

    private static void assertLost(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(StoreDamagedException.class).hasMessageStartingWith(message);
    }

    private void assertNoValues() {
        assertThat((List<?>) redis.cli("KEYS", "metrics:counters*")).isEmpty();
        assertThat((List<?>) redis.cli("KEYS", "metrics:leaderboards*")).isEmpty();
        assertThat((List<?>) redis.cli("KEYS", "metrics:*:minute:*")).isEmpty();
    }

    private long expiryOf(MetricDefinition metric, long pane) {
        return redis.expiryOf(reader.nameOf(metric, pane, "", WHOLE).key());
    }

    private static String label(long time, int digits) {
        return at(time).toString().replaceAll("\\D", "").substring(0, digits);
    }
}
