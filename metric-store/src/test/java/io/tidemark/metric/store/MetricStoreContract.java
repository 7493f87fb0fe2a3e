package io.tidemark.metric.store;

import static io.tidemark.metric.Accumulator.WHOLE;
import static io.tidemark.metric.store.MetricDelta.ALL_TIME;
import static io.tidemark.metric.store.MetricDelta.UNGROUPED;
import static io.tidemark.metric.store.PartitionBatch.NO_LOG_TIME;
import static io.tidemark.metric.store.TestBatch.TOPIC;
import static io.tidemark.metric.store.TestBatch.TOPIC_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.DefinitionCodec;
import io.tidemark.metric.HyperLogLog;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricValue;
import io.tidemark.metric.Period;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.StoreSnapshot.StoredName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do. */
public abstract class MetricStoreContract {

    protected static final long HOUR = Duration.ofHours(1).toMillis();

    /** Tomorrow: what expires by the wall clock is still there, whatever the time of the test. */
    protected static final long DAY =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1)).toEpochMilli();

    protected static final long NOON = DAY + 12 * HOUR;
    protected static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOON), ZoneOffset.UTC);

    protected static final MetricDefinition PLAIN =
            metric(Map.of("name", "plain", "counter", "", "events", List.of("a", "b")));
    protected static final MetricDefinition BY_PLATFORM =
            metric(Map.of("name", "by_platform", "counter", "", "by", "data.platform"));
    protected static final MetricDefinition PAGES =
            metric(Map.of("name", "pages", "leaderboard", Map.of("by", "data.page")));
    protected static final MetricDefinition DAILY =
            metric(Map.of("name", "daily", "leaderboard", Map.of("by", "userId", "period", "day")));
    protected static final MetricDefinition HOURLY =
            metric(Map.of("name", "hourly", "leaderboard", Map.of("by", "userId", "period", "hour")));
    private static final Window HOURS = Period.HOUR.window();

    protected static final MetricDefinition REVENUE = window("revenue", Map.of("aggregate", "sum(data.amount)"));
    protected static final MetricDefinition REVENUE_BY =
            window("revenue_by", Map.of("aggregate", "sum(data.amount)", "by", "data.country"));
    protected static final MetricDefinition VIEWS = window("views", Map.of());
    protected static final MetricDefinition USERS = window("users", Map.of("aggregate", "distinct(userId)"));
    protected static final MetricDefinition LOGIN =
            metric(Map.of("name", "login", "counter", "", "events", List.of("login")));

    protected static final MetricCatalog ALL = new MetricCatalog(
            List.of(PLAIN, BY_PLATFORM, PAGES, DAILY, HOURLY, REVENUE, REVENUE_BY, VIEWS, USERS, LOGIN));

    protected MetricWriter writer = new InMemoryMetricStore(CLOCK);
    protected MetricReader reader = new InMemoryMetricStore(CLOCK);

    /** Opens an empty store and sets {@link #writer} and {@link #reader}. */
    protected abstract void open();

    @BeforeEach
    protected void claimTwoPartitionsUnderAllMetrics() {
        open();
        assertThat(writer.activate(CatalogVersion.NONE, ALL, Set.of(TOPIC))).isTrue();
        assertThat(writer.claim(writer.incarnation(), TOPIC, TOPIC_ID, Map.of(0, 100L, 1, 200L)))
                .isEqualTo(ClaimResult.CLAIMED);
    }

    @Test
    void appliedBatchAddsItsValues() {
        apply(batch(0, 100).type("a", 2).count(PLAIN, ALL_TIME, UNGROUPED, 2).count(PAGES, ALL_TIME, "/", 2));
        apply(batch(0, 101).type("a", 1).count(PLAIN, ALL_TIME, UNGROUPED, 1).count(PAGES, ALL_TIME, "/x", 7));

        assertThat(reader.counters()).isEqualTo(Map.of("a", decimal(3), "plain", decimal(3)));
        assertThat(reader.top(PAGES, OptionalLong.empty(), 10))
                .containsExactly(new BoardEntry(1, "/x", decimal(7)), new BoardEntry(2, "/", decimal(2)));
    }

    @Test
    void appliedBatchMovesTheLedger() {
        writer.apply(batch(0, 100).type("a", 1).to(110));

        TopicLedger ledger = writer.ledger(TOPIC);
        assertThat(ledger.topicId()).isEqualTo(TOPIC_ID);
        assertThat(ledger.positions()).isEqualTo(Map.of(0, new Position(110, 3), 1, Position.at(200)));
        assertThat(ledger.starts()).isEqualTo(Map.of(0, 100L, 1, 200L));
        assertThat(ledger.progress()).isEqualTo(Map.of(0, NOON));
        assertThat(reader.ledger(TOPIC)).isEqualTo(ledger);
    }

    @Test
    void replayedBatchChangesNothing() {
        PartitionBatch batch = batch(0, 100)
                .type("a", 1)
                .count(VIEWS, NOON, UNGROUPED, 1)
                .distinct(USERS, NOON, "u")
                .to(101);
        writer.apply(batch);
        StoreSnapshot before = reader.snapshot();

        ApplyResult again = writer.apply(batch);

        assertThat(again).isEqualTo(refusedAt(TOPIC_ID, new Position(101, 3), NOON));
        assertSameContent(before);
    }

    @Test
    void batchFromAheadOfTheLedgerChangesNothing() {
        assertRefused(batch(0, 101).type("a", 1).to(102), refusedAt(TOPIC_ID, Position.at(100)));
    }

    @Test
    void batchOfAnotherTopicIdChangesNothing() {
        TestBatch other = new TestBatch(TOPIC, "other-id", 0, writer.catalog(), 100, NO_LOG_TIME);

        assertRefused(other.type("a", 1).to(101), refusedAt(TOPIC_ID, Position.at(100)));
    }

    @Test
    void batchOfAnotherCatalogVersionChangesNothing() {
        CatalogVersion other = new CatalogVersion(2, ALL, Map.of());

        assertRefused(
                new TestBatch(TOPIC, TOPIC_ID, 0, other, 100, NO_LOG_TIME)
                        .type("a", 1)
                        .to(101),
                refusedAt(TOPIC_ID, Position.at(100)));
    }

    @Test
    void batchOfAnotherCatalogUnderTheSameNumberChangesNothing() {
        CatalogVersion other = new CatalogVersion(1, new MetricCatalog(List.of(PAGES)), Map.of());
        PartitionBatch batch = new TestBatch(TOPIC, TOPIC_ID, 0, other, 100, NO_LOG_TIME)
                .type("a", 1)
                .to(101);
        ApplyResult.Refused refused = refusedAt(TOPIC_ID, Position.at(100));

        assertRefused(batch, refused);

        assertThat(refused.isOfCatalog(batch.ruledBy())).isFalse();
        assertThat(refused.isOfCatalog(writer.catalog())).isTrue();
        assertThat(refused.isOfCatalog(new CatalogVersion(2, ALL, Map.of()))).isFalse();
    }

    @Test
    void emptyStoreRefusesAsOfNoCatalog() {
        CatalogVersion before = writer.catalog();
        open();

        ApplyResult result = writer.apply(new TestBatch(TOPIC, TOPIC_ID, 0, before, 100, NO_LOG_TIME).to(101));

        assertThat(result)
                .isEqualTo(new ApplyResult.Refused(null, null, null, NO_LOG_TIME, 0, CatalogVersion.NONE.id()));
        assertThat(reader.snapshot().ledgers()).isEmpty();
    }

    @Test
    void batchOfAnUnclaimedPartitionOrTopicChangesNothing() {
        assertRefused(batch(5, 0).type("a", 1).to(1), refusedAt(TOPIC_ID, null));
        assertRefused(
                new TestBatch("unclaimed", TOPIC_ID, 0, writer.catalog(), 0, NO_LOG_TIME).to(1), refusedAt(null, null));
    }

    @Test
    void emptyBatchMovesOnlyTheLedger() {
        PartitionBatch empty = new TestBatch(TOPIC, TOPIC_ID, 0, writer.catalog(), 100, NO_LOG_TIME).to(100);

        assertThat(writer.apply(empty)).isEqualTo(new ApplyResult.Applied());

        assertThat(reader.snapshot().values()).isEmpty();
        assertThat(reader.ledger(TOPIC).positions()).containsEntry(0, new Position(100, 3));
        assertThat(reader.ledger(TOPIC).progress()).isEmpty();
        assertThat(reader.ledger(TOPIC).fates()).isEmpty();
    }

    @Test
    void partitionsApplyInAnyOrder() {
        apply(batch(1, 200).sum(REVENUE, NOON, UNGROUPED, "0.1"));
        apply(batch(0, 100).sum(REVENUE, NOON, UNGROUPED, "0.2"));
        apply(batch(0, 101).sum(REVENUE, NOON, UNGROUPED, "-1"));
        apply(batch(1, 201).sum(REVENUE, NOON, UNGROUPED, "5"));

        assertThat(valueOf(REVENUE)).isEqualTo("4.3");
    }

    @Test
    void decimalsSumExactlyInAnyOrderAndBatching() {
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            long pane = NOON - round * 60_000L;
            List<String> numbers = numbers(random);
            BigDecimal expected = numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            Collections.shuffle(numbers, random);

            for (int i = 0; i < numbers.size(); ) {
                int end = Math.min(numbers.size(), i + 1 + random.nextInt(3));
                String[] some = numbers.subList(i, end).toArray(String[]::new);
                apply(batchAtLedger().sum(REVENUE, pane, UNGROUPED, some).sum(REVENUE_BY, pane, "g", some));
                i = end;
            }

            assertThat(pane(REVENUE, pane, UNGROUPED)).as("of %s", numbers).isEqualTo(plain(expected));
            assertThat(pane(REVENUE_BY, pane, "g")).as("of %s", numbers).isEqualTo(plain(expected));
        }
    }

    @Test
    void sumsGoOnBeyondSixtyFourBits() {
        String[] largest =
                Collections.nCopies(10_000, "999999999999999.999999999").toArray(String[]::new);
        apply(batch(0, 100).sum(REVENUE, NOON, UNGROUPED, largest).sum(REVENUE_BY, NOON, "g", largest));
        apply(batch(0, 101).sum(REVENUE, NOON, UNGROUPED, largest).sum(REVENUE_BY, NOON, "g", largest));
        apply(batch(0, 102).sum(REVENUE, NOON, UNGROUPED, "-1").sum(REVENUE_BY, NOON, "g", "-1"));

        String expected = new BigDecimal("999999999999999.999999999")
                .multiply(decimal(20_000))
                .subtract(BigDecimal.ONE)
                .stripTrailingZeros()
                .toPlainString();
        assertThat(valueOf(REVENUE)).isEqualTo(expected);
        assertThat(pane(REVENUE_BY, NOON, "g")).isEqualTo(expected);
    }

    @Test
    void panesComeOldestFirstAndNoneIsLeftOut() {
        apply(batch(0, 100)
                .count(VIEWS, NOON, UNGROUPED, 3)
                .count(VIEWS, NOON - 120_000, UNGROUPED, 1)
                .count(VIEWS, NOON - 180_000, UNGROUPED, 9));

        List<Shown> panes = panes(VIEWS, at(NOON - 119_000), at(NOON + 59_999), at(NOON));

        assertThat(panes)
                .containsExactly(
                        new Shown(NOON - 120_000, Map.of(UNGROUPED, decimal(1))),
                        new Shown(NOON - 60_000, Map.of()),
                        new Shown(NOON, Map.of(UNGROUPED, decimal(3))));
        assertThat(panes(VIEWS, at(NOON), at(NOON - 60_000), at(NOON))).isEmpty();
    }

    @Test
    void manyPanesComeInOnePiece() {
        apply(batch(0, 100)
                .count(VIEWS, NOON, UNGROUPED, 3)
                .count(VIEWS, NOON - 1300 * 60_000L, UNGROUPED, 1)
                .count(VIEWS, NOON - 700 * 60_000L, UNGROUPED, 2));

        List<Shown> panes = panes(VIEWS, at(NOON - 1400 * 60_000L), at(NOON), at(NOON));

        assertThat(panes).hasSize(1401);
        assertThat(panes.get(100).groups()).containsEntry(UNGROUPED, decimal(1));
        assertThat(panes.get(700).groups()).containsEntry(UNGROUPED, decimal(2));
        assertThat(panes.get(1400).groups()).containsEntry(UNGROUPED, decimal(3));
        assertThat(panes.stream().filter(pane -> !pane.groups().isEmpty())).hasSize(3);
    }

    @Test
    void distinctElementsAreCountedOnceWhateverTheBatch() {
        apply(batch(0, 100).distinct(USERS, NOON, "u1", "u2", "u1"));
        apply(batch(0, 101).distinct(USERS, NOON, "u2", "\ud800", "ü☃😀", ""));
        apply(batch(1, 200).distinct(USERS, NOON, "u1", "\uFFFD"));

        assertThat(valueOf(USERS)).isEqualTo("5");
        assertThat(reader.snapshot().values().get(reader.nameOf(USERS, NOON, UNGROUPED, WHOLE)))
                .isEqualTo(sketchOf("u1", "u2", "\uFFFD", "ü☃😀", "").toString());
    }

    @Test
    void totalOfDistinctElementsIsTheirUnion() {
        apply(batch(0, 100)
                .distinct(USERS, NOON, "u1", "u2")
                .distinct(USERS, NOON - 120_000, "u2", "u3")
                .distinct(USERS, NOON - 180_000, "u9"));

        WindowValues values = reader.window(USERS, at(NOON - 120_000), at(NOON), at(NOON));

        assertThat(shown(values.panes()))
                .containsExactly(
                        new Shown(NOON - 120_000, Map.of(UNGROUPED, decimal(2))),
                        new Shown(NOON - 60_000, Map.of()),
                        new Shown(NOON, Map.of(UNGROUPED, decimal(2))));
        assertThat(numbers(values.totals())).isEqualTo(Map.of(UNGROUPED, decimal(3)));
        assertThat(reader.window(USERS, at(NOON - 60_000), at(NOON - 60_000), at(NOON))
                        .totals())
                .isEmpty();
    }

    @Test
    void distinctElementsOfPanesNoLongerKeptAreNotInTheUnion() {
        long old = NOON - Duration.ofHours(24).toMillis();
        apply(batch(0, 100).distinct(USERS, old, "u1").distinct(USERS, old - 60_000, "u2"));

        WindowValues values = reader.window(USERS, at(old - 60_000), at(old), at(NOON));

        assertThat(numbers(values.totals())).isEqualTo(Map.of(UNGROUPED, decimal(1)));
    }

    @Test
    void totalsOfCountsAndSumsAreTheirSums() {
        apply(batch(0, 100)
                .sum(REVENUE_BY, NOON, "DE", "1.25")
                .sum(REVENUE_BY, NOON - 60_000, "DE", "-0.25")
                .sum(REVENUE_BY, NOON - 60_000, "FR", "2"));

        WindowValues values = reader.window(REVENUE_BY, at(NOON - 120_000), at(NOON), at(NOON));

        assertThat(numbers(values.totals())).isEqualTo(Map.of("DE", decimal(1), "FR", decimal(2)));
    }

    @Test
    void manyDistinctElementsAreEstimatedAlikeByEveryStore() {
        Random random = new Random(5);
        HyperLogLog union = new HyperLogLog();
        long pane = NOON - HOUR;
        for (int size : new int[] {1, 100, 1_000, 2_500, 40_000}) {
            pane += 60_000;
            String[] elements = random.longs(size).mapToObj(Long::toString).toArray(String[]::new);
            apply(batchAtLedger().distinct(USERS, pane, elements));
            union.merge(sketchOf(elements));

            assertThat(pane(USERS, pane, UNGROUPED))
                    .isEqualTo(Long.toString(sketchOf(elements).count()));
        }

        assertThat(numbers(reader.window(USERS, at(NOON - HOUR), at(NOON), at(NOON))
                        .totals()))
                .isEqualTo(Map.of(UNGROUPED, decimal(union.count())));
    }

    @Test
    void groupsOfPanesAndCountersKeepTheirNames() {
        apply(batch(0, 100)
                .sum(REVENUE_BY, NOON, "DE", "1.25")
                .sum(REVENUE_BY, NOON, "DE\u0000\n☃", "2")
                .sum(REVENUE_BY, NOON, "", "3")
                .count(BY_PLATFORM, ALL_TIME, "iOS", 4)
                .count(BY_PLATFORM, ALL_TIME, "{\"a\": 1}", 1));

        Shown pane = panes(REVENUE_BY, at(NOON), at(NOON), at(NOON)).get(0);
        assertThat(pane.groups())
                .isEqualTo(Map.of("DE", new BigDecimal("1.25"), "DE\u0000\n☃", decimal(2), "", decimal(3)));
        assertThat(reader.groups(BY_PLATFORM)).isEqualTo(Map.of("iOS", decimal(4), "{\"a\": 1}", decimal(1)));
    }

    @Test
    void membersKeepTheirBytes() {
        List<String> members = List.of("\u0000", "a\nb", "ü☃😀", " ", "", "9", "\"quoted\"", "x".repeat(4000));
        TestBatch batch = batch(0, 100);
        members.forEach(member -> batch.count(PAGES, ALL_TIME, member, 1));
        apply(batch);

        assertThat(reader.top(PAGES, OptionalLong.empty(), 100))
                .extracting(BoardEntry::member)
                .containsExactlyInAnyOrderElementsOf(members);
    }

    @Test
    void halvesOfSurrogatePairsAreOneReplacement() {
        apply(batch(0, 100).count(PAGES, ALL_TIME, "\ud800", 1).count(PAGES, ALL_TIME, "\udfff", 1));
        apply(batch(0, 101).count(PAGES, ALL_TIME, "\uFFFD", 1));

        assertThat(reader.top(PAGES, OptionalLong.empty(), 9)).containsExactly(new BoardEntry(1, "\uFFFD", decimal(3)));
    }

    @Test
    void equalScoresAreRankedByTheirBytes() {
        apply(batch(0, 100)
                .count(PAGES, ALL_TIME, "\uFF5E", 1) // EF BD 9E
                .count(PAGES, ALL_TIME, "😀", 1) // F0 9F 98 80, though its first char is the smaller one
                .count(PAGES, ALL_TIME, "a", 1)
                .count(PAGES, ALL_TIME, "b", 2));

        assertThat(reader.top(PAGES, OptionalLong.empty(), 9))
                .extracting(BoardEntry::member)
                .containsExactly("b", "😀", "\uFF5E", "a");
    }

    @Test
    void topGivesNoMoreThanAsked() {
        apply(batch(0, 100).count(PAGES, ALL_TIME, "a", 1).count(PAGES, ALL_TIME, "b", 2));

        assertThat(reader.top(PAGES, OptionalLong.empty(), 1)).containsExactly(new BoardEntry(1, "b", decimal(2)));
        assertThat(reader.top(PAGES, OptionalLong.empty(), 0)).isEmpty();
    }

    @Test
    void aroundGivesTheNeighboursWithTheirRanks() {
        TestBatch batch = batch(0, 100);
        for (int i = 1; i <= 5; i++) {
            batch.count(PAGES, ALL_TIME, "m" + i, i);
        }
        apply(batch);

        assertThat(reader.around(PAGES, OptionalLong.empty(), "m3", 1))
                .containsExactly(
                        new BoardEntry(2, "m4", decimal(4)),
                        new BoardEntry(3, "m3", decimal(3)),
                        new BoardEntry(4, "m2", decimal(2)));
        assertThat(reader.around(PAGES, OptionalLong.empty(), "m5", 2))
                .extracting(BoardEntry::rank)
                .containsExactly(1L, 2L, 3L);
        assertThat(reader.around(PAGES, OptionalLong.empty(), "nobody", 2)).isEmpty();
    }

    @Test
    void panesNoLongerKeptAreNotServed() {
        long old = NOON - Duration.ofHours(24).toMillis();
        apply(batch(0, 100).count(VIEWS, old, UNGROUPED, 1).count(VIEWS, old - 60_000, UNGROUPED, 1));

        List<Shown> panes = panes(VIEWS, at(old - 60_000), at(old), at(NOON - 60_000));

        // The log has reached noon, whatever the reader's clock says.
        assertThat(panes)
                .containsExactly(new Shown(old - 60_000, Map.of()), new Shown(old, Map.of(UNGROUPED, decimal(1))));
        assertThat(panes(VIEWS, at(old), at(old), at(NOON + 60_000))).containsExactly(new Shown(old, Map.of()));
    }

    @Test
    void boardWithoutAPaneIsThatOfTheLogsPeriod() {
        apply(batch(0, 100, DAY + HOUR)
                .count(DAILY, DAY, "u1", 2)
                .count(DAILY, DAY - 24 * HOUR, "u2", 9)
                .count(HOURLY, DAY + HOUR, "u1", 2)
                .count(HOURLY, DAY, "u3", 1));

        assertThat(topOf(DAILY)).containsExactly(new BoardEntry(1, "u1", decimal(2)));
        assertThat(topOf(HOURLY)).containsExactly(new BoardEntry(1, "u1", decimal(2)));
        assertThat(reader.top(HOURLY, OptionalLong.of(DAY), 9)).containsExactly(new BoardEntry(1, "u3", decimal(1)));
        assertThat(reader.around(DAILY, OptionalLong.of(DAY - 24 * HOUR), "u2", 3))
                .containsExactly(new BoardEntry(1, "u2", decimal(9)));
    }

    @Test
    void periodOfTheGreatestProgressOfAnyTopicIsCurrent() {
        writer.claim(writer.incarnation(), "second", "id2", Map.of(0, 0L));
        apply(batch(0, 100, DAY + HOUR).count(HOURLY, DAY + HOUR, "u1", 1));

        writer.apply(new TestBatch("second", "id2", 0, writer.catalog(), 0, NO_LOG_TIME)
                .at(DAY + 3 * HOUR)
                .count(HOURLY, DAY + 3 * HOUR, "u2", 4)
                .to(1));
        apply(batch(1, 200, DAY + 2 * HOUR).count(HOURLY, DAY + 2 * HOUR, "u3", 1));

        assertThat(topOf(HOURLY)).containsExactly(new BoardEntry(1, "u2", decimal(4)));
        assertUndatedIsAbsentOrCurrent(HOURLY, DAY + 3 * HOUR);
    }

    @Test
    void untouchedBoardIsEmptyWhenTheLogReachesAnotherPeriod() {
        apply(batch(0, 100, DAY + HOUR).count(HOURLY, DAY + HOUR, "u1", 1).count(DAILY, DAY, "u1", 1));

        apply(batch(0, 101, DAY + 25 * HOUR).type("a", 1));

        assertThat(topOf(HOURLY)).isEmpty();
        assertThat(topOf(DAILY)).isEmpty();
        assertUndatedIsAbsentOrCurrent(HOURLY, DAY + 25 * HOUR);
        assertUndatedIsAbsentOrCurrent(DAILY, DAY + 24 * HOUR);
    }

    @Test
    void eventsAheadOfTheLogBecomeCurrentWithIt() {
        apply(batch(0, 100, DAY + HOUR).count(HOURLY, DAY + HOUR, "u1", 1).count(HOURLY, DAY + 2 * HOUR, "early", 1));
        assertUndatedIsAbsentOrCurrent(HOURLY, DAY + HOUR);

        apply(batch(0, 101, DAY + 2 * HOUR));

        assertThat(topOf(HOURLY)).containsExactly(new BoardEntry(1, "early", decimal(1)));
        assertUndatedIsAbsentOrCurrent(HOURLY, DAY + 2 * HOUR);
    }

    @Test
    void undatedBoardIsAbsentOrCurrentAfterAnyWrites() {
        Random random = new Random(3);
        long time = DAY;
        for (int i = 0; i < 60; i++) {
            time += random.nextInt(4) == 0 ? random.nextInt(20) * HOUR / 4 : 1000;
            long pane = HOURS.paneStart(time) + (random.nextInt(3) - 1) * HOUR;
            apply(batchAtLedger(time).count(HOURLY, pane, "u" + random.nextInt(4), 1 + random.nextInt(3)));

            assertUndatedIsAbsentOrCurrent(HOURLY, HOURS.paneStart(time));
        }
    }

    @Test
    void progressNeverGoesBack() {
        apply(batch(0, 100, NOON));
        apply(batch(0, 101, NOON - HOUR));

        assertThat(reader.ledger(TOPIC).progress()).isEqualTo(Map.of(0, NOON));
    }

    @Test
    void batchFoldedOnAnotherLogTimeChangesNothing() {
        CatalogVersion catalog = writer.catalog();
        for (long before : new long[] {NOON - 1, NOON + 1}) {
            assertRefused(
                    new TestBatch(TOPIC, TOPIC_ID, 0, catalog, 100, before)
                            .type("a", 1)
                            .to(101),
                    refusedAt(TOPIC_ID, Position.at(100)));
        }
        apply(batch(0, 100));

        for (long before : new long[] {NO_LOG_TIME, NOON - 1, NOON + 1}) {
            assertRefused(
                    new TestBatch(TOPIC, TOPIC_ID, 0, catalog, 100, 101, before)
                            .type("a", 1)
                            .to(102),
                    refusedAt(TOPIC_ID, new Position(101, 3), NOON));
        }
    }

    @Test
    void batchOfAPartitionBegunElsewhereChangesNothing() {
        for (long start : new long[] {0, 99}) {
            assertRefused(
                    new TestBatch(TOPIC, TOPIC_ID, 0, writer.catalog(), start, 100, NO_LOG_TIME)
                            .type("a", 1)
                            .to(101),
                    refusedAt(TOPIC_ID, Position.at(100)));
        }
    }

    @Test
    void batchThatCrossesAMultipleOfTheDistanceLeavesACheckpoint() {
        writer.apply(batch(0, 100, NOON).to(131_071));
        assertThat(reader.ledger(TOPIC).checkpoints()).isEmpty();

        writer.apply(batch(0, 131_071, NOON + 1).to(131_072));
        writer.apply(batch(0, 131_072, NOON + 2).to(200_000));
        writer.apply(batch(0, 200_000, NOON + 3).to(900_000));
        writer.apply(batch(1, 200, NOON + 9).to(900_000)); // no record before it: its start does as well

        assertThat(reader.ledger(TOPIC).checkpoints())
                .isEqualTo(Map.of(0, List.of(new LogPoint(131_071, NOON), new LogPoint(200_000, NOON + 2))));
        assertThat(writer.ledger(TOPIC)).isEqualTo(reader.ledger(TOPIC));
        assertThat(reader.ledger(TOPIC).progress()).isEqualTo(Map.of(0, NOON + 3, 1, NOON + 9));
    }

    @Test
    void ofTheCheckpointsTooFarBackTheLastIsKept() {
        for (long offset = 100; offset < 2_000_000; offset += 250_000) {
            writer.apply(batch(0, offset, NOON + offset).to(offset + 250_000));
            writer.apply(batch(1, offset + 100, NOON + offset).to(offset + 250_100));
        }

        List<LogPoint> kept = new ArrayList<>();
        for (long offset = 750_100; offset < 2_000_000; offset += 250_000) {
            kept.add(new LogPoint(offset, NOON + offset - 250_000));
        }
        assertThat(reader.ledger(TOPIC).checkpoints().get(0)).isEqualTo(kept);
        assertThat(reader.ledger(TOPIC).checkpoints().get(1)).hasSameSizeAs(kept);
    }

    @Test
    void withoutDeduplicationCheckpointsAreKeptForTheDayThatItIsTurnedOn() {
        MetricCatalog off = new MetricCatalog(ALL.definitions(), new Deduplication(Duration.ofMinutes(10), 0));
        writer.activate(writer.catalog(), off, Set.of(TOPIC));

        for (long offset = 100; offset < 2_000_000; offset += 250_000) {
            writer.apply(batch(0, offset).to(offset + 250_000));
        }

        assertThat(reader.ledger(TOPIC).checkpoints().get(0))
                .extracting(LogPoint::offset)
                .containsExactly(750_100L, 1_000_100L, 1_250_100L, 1_500_100L, 1_750_100L);
        assertThat(reader.ledger(TOPIC).readBackFrom(0, Deduplication.DEFAULT).offset())
                .isEqualTo(1_000_100);
    }

    @Test
    void gapIsABatchOfItsOwn() {
        apply(batch(0, 100));

        PartitionBatch gap = batch(0, 101).gapTo(300).end();
        assertThat(writer.apply(gap)).isEqualTo(new ApplyResult.Applied());

        assertThat(gap.to()).isEqualTo(Position.at(300));
        assertThat(reader.ledger(TOPIC).positions()).containsEntry(0, Position.at(300));
        assertThat(reader.ledger(TOPIC).fates()).isEqualTo(Map.of(Fate.EMPTY, 1L, Fate.GAP, 199L));
        assertThat(reader.ledger(TOPIC).progress()).isEqualTo(Map.of(0, NOON));
        assertThatThrownBy(() -> batch(0, 300).gapTo(299)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gapMayStandBeforeRecordsOfABatch() {
        writer.apply(batch(0, 100).gapTo(110).fate(Fate.COUNTED, 3).to(115));

        assertThat(reader.ledger(TOPIC).fates()).isEqualTo(Map.of(Fate.GAP, 10L, Fate.COUNTED, 3L, Fate.EMPTY, 2L));
    }

    @Test
    void claimKeepsWhatIsThere() {
        writer.apply(batch(0, 100).type("a", 1).to(150));

        assertThat(writer.claim(writer.incarnation(), TOPIC, TOPIC_ID, Map.of(0, 7L, 2, 300L)))
                .isEqualTo(ClaimResult.CLAIMED);

        assertThat(writer.ledger(TOPIC).starts()).isEqualTo(Map.of(0, 100L, 1, 200L, 2, 300L));
        assertThat(writer.ledger(TOPIC).positions())
                .isEqualTo(Map.of(0, new Position(150, 3), 1, Position.at(200), 2, Position.at(300)));
    }

    @Test
    void claimUnderAnotherTopicIdChangesNothing() {
        StoreSnapshot before = reader.snapshot();

        assertThat(writer.claim(writer.incarnation(), TOPIC, "other-id", Map.of(7, 0L)))
                .isEqualTo(ClaimResult.OTHER_TOPIC);

        assertSameContent(before);
    }

    @Test
    void claimOfAStoreThatWasResetMeanwhileChangesNothing() {
        String before = writer.incarnation();
        assertThat(writer.incarnation()).isEqualTo(before);
        writer.reset(TOPIC, TOPIC_ID, Map.of(0, 100L));

        assertThat(writer.claim(before, TOPIC, TOPIC_ID, Map.of(1, 200L))).isEqualTo(ClaimResult.OTHER_INCARNATION);

        assertThat(writer.ledger(TOPIC).starts()).isEqualTo(Map.of(0, 100L));
        assertThat(writer.incarnation()).isNotEqualTo(before);
    }

    @Test
    void resetRemovesWhatWasFoldedAndPutsLedgersBack() {
        writer.claim(writer.incarnation(), "second", "id2", Map.of(0, 5L, 3, 7L));
        apply(everyMetricOnce(batch(0, 100)));
        writer.apply(batch(0, 101).to(150_000));
        apply(new TestBatch("second", "id2", 0, writer.catalog(), 5, NO_LOG_TIME)
                .at(NOON)
                .type("b", 1));

        writer.reset(TOPIC, TOPIC_ID, Map.of(0, 100L, 1, 210L, 2, 0L));

        StoreSnapshot after = reader.snapshot();
        assertThat(after.values()).isEmpty();
        assertThat(after.accounting()).isEmpty();
        assertThat(after.ledgers())
                .isEqualTo(Map.of(
                        TOPIC,
                        atStarts(TOPIC_ID, Map.of(0, 100L, 1, 210L, 2, 0L)),
                        "second",
                        atStarts("id2", Map.of(0, 5L, 3, 7L))));
        apply(batch(1, 210).type("a", 1));
        assertThat(reader.counters()).isEqualTo(Map.of("a", decimal(1)));
        assertThat(reader.accounting(VIEWS)).isEqualTo(MetricAccounting.NONE);
    }

    @Test
    void refusalTellsWhereThePartitionWasBegun() {
        writer.reset(TOPIC, TOPIC_ID, Map.of(0, 99L));
        apply(new TestBatch(TOPIC, TOPIC_ID, 0, writer.catalog(), 99, NO_LOG_TIME));

        assertRefused(
                new TestBatch(TOPIC, TOPIC_ID, 0, writer.catalog(), 98, 100, NO_LOG_TIME)
                        .type("a", 1)
                        .to(101),
                new ApplyResult.Refused(
                        TOPIC_ID, new Position(100, 3), 99L, NO_LOG_TIME, 2, CatalogVersion.idOf(ALL.text())));
    }

    @Test
    void batchFoldedBeforeAResetIsRefusedEvenAtTheSameOffset() {
        PartitionBatch before = batch(0, 100).type("a", 1).to(101);

        writer.reset(TOPIC, TOPIC_ID, Map.of(0, 100L, 1, 200L));

        assertRefused(
                before,
                new ApplyResult.Refused(
                        TOPIC_ID, Position.at(100), 100L, NO_LOG_TIME, 2, CatalogVersion.idOf(ALL.text())));
    }

    @Test
    void resetKeepsOfTheCatalogsOnlyTheActiveOneWhichThenRulesEverything() {
        CatalogVersion first = writer.catalog();
        apply(batch(0, 100).type("a", 1));
        MetricCatalog second = new MetricCatalog(List.of(VIEWS));
        writer.activate(first, second, Set.of(TOPIC));

        writer.reset(TOPIC, TOPIC_ID, Map.of(0, 0L));

        CatalogVersion third = new CatalogVersion(3, second, Map.of());
        assertThat(writer.catalog()).isEqualTo(third);
        assertThat(reader.catalogHistory()).containsExactly(third);
        assertThat(reader.snapshot().catalogs()).containsExactly(third);
        assertThat(writer.activate(new CatalogVersion(2, second, Map.of()), second, Set.of()))
                .isFalse();
        assertThat(writer.activate(third, ALL, Set.of())).isTrue();
        assertThat(writer.activate(third, ALL, Set.of())).isTrue();
        assertThat(reader.catalogHistory())
                .containsExactly(third, new CatalogVersion(4, ALL, Map.of(TOPIC, Map.of(0, 0L))));
    }

    @Test
    void resetEntersTheNewIdOfATopicThatWasRecreated() {
        apply(batch(0, 100).type("a", 1));

        writer.reset(TOPIC, "other-id", Map.of(0, 0L));

        assertThat(reader.ledger(TOPIC)).isEqualTo(atStarts("other-id", Map.of(0, 0L)));
        apply(new TestBatch(TOPIC, "other-id", 0, writer.catalog(), 0, NO_LOG_TIME).type("a", 1));
    }

    @Test
    void resetTopicMayHaveBeenUnknown() {
        open();

        writer.reset(TOPIC, TOPIC_ID, Map.of(0, 3L));

        assertThat(reader.ledger(TOPIC)).isEqualTo(atStarts(TOPIC_ID, Map.of(0, 3L)));
        assertThat(writer.catalog()).isEqualTo(CatalogVersion.NONE);
        assertThat(writer.activate(CatalogVersion.NONE, ALL, Set.of())).isTrue();
    }

    @Test
    void unknownTopicHasNoLedger() {
        assertThat(writer.ledger("unknown")).isEqualTo(TopicLedger.NONE);
        assertThat(reader.topics()).containsExactly(TOPIC);
    }

    @Test
    void activatedCatalogIsReadBackWithItsPositions() {
        writer.apply(batch(0, 100).type("a", 1).to(150));
        MetricCatalog next = new MetricCatalog(List.of(PAGES));

        assertThat(writer.activate(writer.catalog(), next, Set.of(TOPIC))).isTrue();

        CatalogVersion second = new CatalogVersion(2, next, Map.of(TOPIC, Map.of(0, 150L, 1, 200L)));
        assertThat(reader.catalog()).isEqualTo(second);
        assertThat(writer.catalog()).isEqualTo(second);
        assertThat(reader.catalogHistory()).containsExactly(new CatalogVersion(1, ALL, Map.of()), second);
        assertThat(reader.snapshot().catalogs()).isEqualTo(reader.catalogHistory());
    }

    @Test
    void activationFromAnotherVersionChangesNothing() {
        StoreSnapshot before = reader.snapshot();

        assertThat(writer.activate(CatalogVersion.NONE, MetricCatalog.EMPTY, Set.of(TOPIC)))
                .isFalse();

        assertSameContent(before);
    }

    @Test
    void activationFromAnotherCatalogUnderTheSameNumberChangesNothing() {
        StoreSnapshot before = reader.snapshot();
        CatalogVersion other = new CatalogVersion(1, new MetricCatalog(List.of(PAGES)), Map.of());

        assertThat(writer.activate(other, MetricCatalog.EMPTY, Set.of(TOPIC))).isFalse();

        assertSameContent(before);
    }

    @Test
    void activationWhoseAnswerWasLostIsTrueAgain() {
        CatalogVersion first = writer.catalog();
        MetricCatalog next = new MetricCatalog(List.of(PAGES, VIEWS));
        assertThat(writer.activate(first, next, Set.of(TOPIC))).isTrue();
        apply(batch(0, 100).type("plain", 1).count(VIEWS, NOON, UNGROUPED, 1));
        StoreSnapshot before = reader.snapshot();

        assertThat(writer.activate(first, next, Set.of(TOPIC))).isTrue();
        assertSameContent(before);

        CatalogVersion other = new CatalogVersion(1, new MetricCatalog(List.of(LOGIN)), Map.of());
        assertThat(writer.activate(first, new MetricCatalog(List.of(PAGES)), Set.of(TOPIC)))
                .isFalse();
        assertThat(writer.activate(other, next, Set.of(TOPIC))).isFalse();
        assertThat(writer.activate(CatalogVersion.NONE, next, Set.of(TOPIC))).isFalse();
        assertSameContent(before);
    }

    @Test
    void firstActivationWhoseAnswerWasLostIsTrueAgain() {
        StoreSnapshot before = reader.snapshot();

        assertThat(writer.activate(CatalogVersion.NONE, ALL, Set.of(TOPIC))).isTrue();

        assertSameContent(before);
    }

    @Test
    void partitionsMayBeClaimedBeforeTheFirstCatalog() {
        open();
        writer.claim(writer.incarnation(), "second", "id2", Map.of(0, 5L));
        assertThat(writer.claim(writer.incarnation(), TOPIC, TOPIC_ID, Map.of(0, 100L)))
                .isEqualTo(ClaimResult.CLAIMED);
        apply(new TestBatch(TOPIC, TOPIC_ID, 0, CatalogVersion.NONE, 100, NO_LOG_TIME).type("a", 1));

        assertThat(writer.activate(CatalogVersion.NONE, ALL, Set.of())).isTrue();

        assertThat(writer.catalog())
                .isEqualTo(new CatalogVersion(1, ALL, Map.of(TOPIC, Map.of(0, 101L), "second", Map.of(0, 5L))));
        assertThat(reader.counters()).isEqualTo(Map.of("a", decimal(1)));
    }

    @Test
    void endedMetricsStartEmptyAndUnchangedOnesGoOn() {
        apply(everyMetricOnce(batch(0, 100)));
        CatalogVersion first = writer.catalog();
        MetricDefinition changed = window("revenue", Map.of("aggregate", "sum(data.price)"));

        writer.activate(first, new MetricCatalog(List.of(VIEWS, changed, LOGIN)), Set.of(TOPIC));
        assertThat(reader.accounting(VIEWS).applied()).isEqualTo(1);
        assertThat(reader.accounting(REVENUE)).isEqualTo(MetricAccounting.NONE);
        writer.activate(writer.catalog(), ALL, Set.of(TOPIC));

        assertThat(valueOf(VIEWS)).isEqualTo("1");
        assertThat(reader.snapshot().values().keySet())
                .containsExactlyInAnyOrder(
                        reader.nameOf(VIEWS, NOON, UNGROUPED, WHOLE), reader.nameOf("a"), reader.nameOf("login"));
    }

    @Test
    void activationKeepsTheCountersOfEventTypes() {
        apply(batch(0, 100).type("login", 2).count(PLAIN, ALL_TIME, UNGROUPED, 1));

        writer.activate(writer.catalog(), MetricCatalog.EMPTY, Set.of(TOPIC));
        apply(batch(0, 101).type("login", 1));
        writer.activate(writer.catalog(), new MetricCatalog(List.of(LOGIN)), Set.of(TOPIC));

        assertThat(reader.counters()).isEqualTo(Map.of("login", decimal(3)));
    }

    @Test
    void metricUnderTheNameOfASeenEventTypeIsRefused() {
        apply(batch(0, 100).type("seen", 1).type("login", 1));
        StoreSnapshot before = reader.snapshot();
        MetricDefinition seen = metric(Map.of("name", "seen", "leaderboard", Map.of("by", "userId")));
        MetricDefinition login = metric(Map.of("name", "login", "counter", "", "events", List.of("login", "x")));

        assertThatThrownBy(() -> writer.activate(writer.catalog(), new MetricCatalog(List.of(seen)), Set.of(TOPIC)))
                .isInstanceOf(CatalogConflictException.class)
                .hasMessageContaining("'seen'");
        assertThatThrownBy(() -> writer.activate(writer.catalog(), new MetricCatalog(List.of(login)), Set.of(TOPIC)))
                .isInstanceOf(CatalogConflictException.class)
                .hasMessageContaining("'login'");
        assertSameContent(before);
    }

    @Test
    void metricThatKeepsOrChangesItsOwnNameIsNoConflict() {
        apply(batch(0, 100).count(PLAIN, ALL_TIME, UNGROUPED, 1));
        MetricDefinition changed = metric(Map.of("name", "plain", "counter", "", "events", List.of("c")));

        assertThat(writer.activate(writer.catalog(), ALL, Set.of(TOPIC))).isTrue();
        assertThat(reader.counters()).containsEntry("plain", decimal(1));
        assertThat(writer.activate(writer.catalog(), new MetricCatalog(List.of(changed)), Set.of(TOPIC)))
                .isTrue();
        assertThat(reader.counters()).doesNotContainKey("plain");
    }

    @Test
    void definedTypeCounterIsCountedOnce() {
        apply(batch(0, 100).type("login", 2).count(LOGIN, ALL_TIME, UNGROUPED, 2));

        assertThat(reader.counters()).isEqualTo(Map.of("login", decimal(2)));
        assertThat(reader.accounting(LOGIN).applied()).isEqualTo(2);
    }

    @Test
    void everyOffsetIsAccountedFor() {
        writer.apply(batch(0, 100)
                .fate(Fate.COUNTED, 5)
                .fate(Fate.REJECTED, 2)
                .fate(Fate.DUPLICATE, 1)
                .to(110));
        writer.apply(batch(0, 110).fate(Fate.GAP, 3).fate(Fate.FILTERED, 1).to(120));
        writer.apply(batch(1, 200).fate(Fate.COUNTED, 4).to(204));

        TopicLedger ledger = reader.ledger(TOPIC);
        assertThat(ledger.fates())
                .isEqualTo(Map.of(
                        Fate.COUNTED,
                        9L,
                        Fate.REJECTED,
                        2L,
                        Fate.DUPLICATE,
                        1L,
                        Fate.GAP,
                        3L,
                        Fate.FILTERED,
                        1L,
                        Fate.EMPTY,
                        8L));
        long folded = ledger.positions().entrySet().stream()
                .mapToLong(p -> p.getValue().offset() - ledger.starts().getOrDefault(p.getKey(), 0L))
                .sum();
        assertThat(ledger.fates().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(folded);
    }

    @Test
    void everyMatchOfAMetricIsAccountedFor() {
        apply(batch(0, 100)
                .count(VIEWS, NOON, UNGROUPED, 3)
                .late(VIEWS)
                .unusable(VIEWS)
                .unusable(VIEWS));
        apply(batch(0, 101).late(VIEWS));

        assertThat(reader.accounting(VIEWS)).isEqualTo(new MetricAccounting(7, 3, 2, 2, null));
        assertThat(reader.accounting(PAGES)).isEqualTo(MetricAccounting.NONE);
    }

    @Test
    void snapshotHasEveryValueUnderItsName() {
        apply(everyMetricOnce(batch(0, 100)));

        StoreSnapshot snapshot = reader.snapshot();

        Map<StoredName, String> expected = new HashMap<>();
        expected.put(reader.nameOf("a"), "1");
        expected.put(reader.nameOf("login"), "1");
        expected.put(reader.nameOf(PLAIN, ALL_TIME, UNGROUPED, WHOLE), "1");
        expected.put(reader.nameOf(BY_PLATFORM, ALL_TIME, "iOS", WHOLE), "1");
        expected.put(reader.nameOf(PAGES, ALL_TIME, "/", WHOLE), "1");
        expected.put(reader.nameOf(DAILY, DAY, "u1", WHOLE), "1");
        expected.put(reader.nameOf(HOURLY, NOON, "u1", WHOLE), "1");
        expected.put(reader.nameOf(REVENUE, NOON, UNGROUPED, WHOLE), "0.5");
        expected.put(reader.nameOf(REVENUE_BY, NOON, "DE", WHOLE), "-0.5");
        expected.put(reader.nameOf(VIEWS, NOON, UNGROUPED, WHOLE), "1");
        expected.put(
                reader.nameOf(USERS, NOON, UNGROUPED, WHOLE), sketchOf("u1").toString());
        assertThat(snapshot.values()).containsAllEntriesOf(expected);
        Collection<StoredName> others = new ArrayList<>(snapshot.values().keySet());
        others.removeAll(expected.keySet());
        assertThat(List.of(reader.nameOf(DAILY, ALL_TIME, "u1", WHOLE), reader.nameOf(HOURLY, ALL_TIME, "u1", WHOLE)))
                .containsAll(others);
        assertThat(snapshot.ledgers()).isEqualTo(Map.of(TOPIC, reader.ledger(TOPIC)));
        assertThat(snapshot.accounting())
                .containsEntry(VIEWS.name(), new MetricAccounting(1, 1, 0, 0, null))
                .hasSize(9);
    }

    @Test
    void thousandsOfCellsFitIntoOneBatch() {
        TestBatch batch = batch(0, 100);
        for (int i = 0; i < 10_000; i++) {
            batch.count(PAGES, ALL_TIME, "page" + i, 1 + i % 7).sum(REVENUE_BY, NOON, "group" + i, i + ".5");
        }
        apply(batch);

        assertThat(reader.top(PAGES, OptionalLong.empty(), 20_000)).hasSize(10_000);
        Map<String, BigDecimal> groups =
                panes(REVENUE_BY, at(NOON), at(NOON), at(NOON)).get(0).groups();
        assertThat(groups).hasSize(10_000).containsEntry("group9999", new BigDecimal("9999.5"));
    }

    protected static MetricDefinition metric(Map<String, ?> definition) {
        return DefinitionCodec.read(definition);
    }

    protected static MetricDefinition window(String name, Map<String, ?> more) {
        Map<String, Object> definition = new HashMap<>(more);
        definition.put("name", name);
        definition.put("window", Map.of("every", "minute", "keep", "24h"));
        return metric(definition);
    }

    protected static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    protected static BigDecimal decimal(long value) {
        return BigDecimal.valueOf(value);
    }

    protected TestBatch batch(int partition, long from) {
        return batch(partition, from, NOON);
    }

    protected TestBatch batch(int partition, long from, long logTime) {
        long before = writer.ledger(TOPIC).progress().getOrDefault(partition, NO_LOG_TIME);
        long start = writer.ledger(TOPIC).starts().getOrDefault(partition, from);
        return new TestBatch(TOPIC, TOPIC_ID, partition, writer.catalog(), start, from, before).at(logTime);
    }

    protected TestBatch batchAtLedger() {
        return batchAtLedger(NOON);
    }

    protected TestBatch batchAtLedger(long logTime) {
        Position position = writer.ledger(TOPIC).positions().get(0);
        return batch(0, position == null ? 0 : position.offset(), logTime);
    }

    /** Applies a batch of one offset. */
    protected void apply(TestBatch batch) {
        assertThat(writer.apply(batch.toNext())).isEqualTo(new ApplyResult.Applied());
    }

    protected TestBatch everyMetricOnce(TestBatch batch) {
        return batch.type("a", 1)
                .type("login", 1)
                .count(PLAIN, ALL_TIME, UNGROUPED, 1)
                .count(BY_PLATFORM, ALL_TIME, "iOS", 1)
                .count(PAGES, ALL_TIME, "/", 1)
                .count(DAILY, DAY, "u1", 1)
                .count(HOURLY, NOON, "u1", 1)
                .sum(REVENUE, NOON, UNGROUPED, "0.5")
                .sum(REVENUE_BY, NOON, "DE", "-0.50")
                .count(VIEWS, NOON, UNGROUPED, 1)
                .distinct(USERS, NOON, "u1");
    }

    protected String valueOf(MetricDefinition window) {
        return pane(window, NOON, UNGROUPED);
    }

    protected static HyperLogLog sketchOf(String... elements) {
        HyperLogLog sketch = new HyperLogLog();
        List.of(elements).forEach(sketch::add);
        return sketch;
    }

    protected void assertSameContent(StoreSnapshot before) {
        StoreSnapshot after = reader.snapshot();
        assertThat(after.values()).isEqualTo(before.values());
        assertThat(after.ledgers()).isEqualTo(before.ledgers());
        assertThat(after.accounting()).isEqualTo(before.accounting());
        assertThat(after.catalogs()).isEqualTo(before.catalogs());
    }

    protected void assertUndatedIsAbsentOrCurrent(MetricDefinition board, long pane) {
        Map<String, String> undated = membersUnder(board, ALL_TIME);
        if (!undated.isEmpty()) {
            assertThat(undated).isEqualTo(membersUnder(board, pane));
        }
    }

    protected Map<String, String> membersUnder(MetricDefinition board, long pane) {
        String key = reader.nameOf(board, pane, "", WHOLE).key();
        Map<String, String> members = new HashMap<>();
        reader.snapshot().values().forEach((name, value) -> {
            if (name.key().equals(key)) {
                members.put(name.field(), value);
            }
        });
        return members;
    }

    private static ApplyResult.Refused refusedAt(@Nullable String topicId, @Nullable Position position) {
        return refusedAt(topicId, position, NO_LOG_TIME);
    }

    private static ApplyResult.Refused refusedAt(@Nullable String topicId, @Nullable Position position, long logTime) {
        Long start = position == null ? null : 100L;
        return new ApplyResult.Refused(topicId, position, start, logTime, 1, CatalogVersion.idOf(ALL.text()));
    }

    private static TopicLedger atStarts(String topicId, Map<Integer, Long> starts) {
        Map<Integer, Position> positions = new HashMap<>();
        starts.forEach((partition, start) -> positions.put(partition, Position.at(start)));
        return new TopicLedger(topicId, positions, starts, Map.of(), Map.of());
    }

    private void assertRefused(PartitionBatch batch, ApplyResult.Refused expected) {
        StoreSnapshot before = reader.snapshot();

        assertThat(writer.apply(batch)).isEqualTo(expected);

        assertSameContent(before);
    }

    private List<BoardEntry> topOf(MetricDefinition board) {
        return reader.top(board, OptionalLong.empty(), 10);
    }

    private List<Shown> panes(MetricDefinition metric, Instant from, Instant to, Instant now) {
        return shown(reader.window(metric, from, to, now).panes());
    }

    private static List<Shown> shown(List<Pane> panes) {
        return panes.stream()
                .map(pane -> new Shown(pane.start(), numbers(pane.groups())))
                .toList();
    }

    private static Map<String, BigDecimal> numbers(Map<String, MetricValue> values) {
        Map<String, BigDecimal> numbers = new HashMap<>();
        values.forEach((group, value) -> numbers.put(group, Objects.requireNonNull(value.number())));
        return numbers;
    }

    /** A pane whose values are numbers. */
    private record Shown(long start, Map<String, BigDecimal> groups) {}

    private String pane(MetricDefinition metric, long pane, String group) {
        BigDecimal value =
                panes(metric, at(pane), at(pane), at(NOON)).get(0).groups().get(group);
        return value == null ? "absent" : value.toString();
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static List<String> numbers(Random random) {
        List<String> numbers = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            BigDecimal number = new BigDecimal(new BigInteger(1 + random.nextInt(79), random), random.nextInt(10));
            if (number.compareTo(new BigDecimal("1e15")) < 0) {
                number = random.nextBoolean() ? number : number.negate();
                numbers.add(number.toPlainString());
                if (random.nextInt(3) == 0) {
                    numbers.add(number.negate().toPlainString());
                }
            }
        }
        return numbers.isEmpty() ? new ArrayList<>(List.of("0.1")) : numbers;
    }
}
