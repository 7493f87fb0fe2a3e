package io.tidemark.cli.audit;

import static io.tidemark.cli.audit.LogFixture.NOON;
import static io.tidemark.cli.audit.LogFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.MetricName;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.LogPoint;
import io.tidemark.metric.store.MetricAccounting;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.StoreSnapshot.StoredName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditComparisonTest {

    private static final long DAY = 86_400_000;
    private static final String VIEW = "{\"eventType\":\"view\",\"data\":{\"page\":\"/\",\"n\":0.50}}";
    private static final StoredName TYPE = new StoredName("counters", "view");
    private static final StoredName GROUP = new StoredName("by_page", "/");
    private static final StoredName PANE = new StoredName("total:202303151230", "");
    private static final StoredName BOARD = new StoredName("top:20230315", "/");
    private static final StoredName UNDATED = new StoredName("top", "/");

    private final LogFixture log = new LogFixture()
            .catalog(
                    "{\"name\":\"by_page\",\"counter\":{},\"by\":\"data.page\"}",
                    "{\"name\":\"top\",\"leaderboard\":{\"by\":\"data.page\",\"period\":\"day\"}}",
                    "{\"name\":\"total\",\"window\":{\"every\":\"minute\",\"keep\":\"1h\"},\"aggregate\":\"sum(data.n)\"}")
            .record(VIEW)
            .record(VIEW)
            .record("poison");
    private final Map<StoredName, String> values =
            new HashMap<>(Map.of(TYPE, "2", GROUP, "2", PANE, "1", BOARD, "2", UNDATED, "2"));
    private final Map<MetricName, MetricAccounting> accounting =
            new HashMap<>(Map.of(name("by_page"), applied(2), name("top"), applied(2), name("total"), applied(2)));
    private final Map<Fate, Long> fates = new HashMap<>(Map.of(Fate.COUNTED, 2L, Fate.REJECTED, 1L));
    private final Map<Integer, Long> progress = new HashMap<>(Map.of(0, NOON));
    private Instant time = Instant.ofEpochMilli(NOON);
    private @Nullable String broken;

    @Test
    void storeThatSaysWhatTheLogSaysHasNoDifference() throws NotProvableException {
        AuditReport report = audit(null);

        assertThat(report.differences()).isEmpty();
        assertThat(report.isClean()).isTrue();
        // 5 values, 5 numbers for each of 3 metrics, 6 fates and their sum, 1 broken mark, 1 progress.
        assertThat(report.summary()).isEqualTo("audit: 2 events, 29 values compared, 0 differences");
    }

    @Test
    void checkpointMustHaveTheLogsTimeOfItsPlace() throws NotProvableException {
        log.checkpoints(0, new LogPoint(2, NOON));
        assertThat(audit(null).differences()).isEmpty();

        log.checkpoints(0, new LogPoint(0, NOON), new LogPoint(2, NOON + 1), new LogPoint(4, NOON));
        assertThat(audit(null).differences())
                .extracting(Difference::toString)
                .containsExactlyInAnyOrder(
                        "progress of topic events 0:0: the log says nothing, the store says " + NOON,
                        "progress of topic events 0:2: the log says " + NOON + ", the store says " + (NOON + 1),
                        "progress of topic events 0:4: the log says nothing, the store says " + NOON);
    }

    @Test
    void changedValueIsNamed() throws NotProvableException {
        values.put(GROUP, "3");

        assertThat(audit(null).differences())
                .extracting(Difference::toString)
                .containsExactly("by_page /: the log says 2, the store says 3");
    }

    @Test
    void sameNumberInOtherDigitsIsADifference() throws NotProvableException {
        values.put(PANE, "1.0");

        assertThat(audit(null).differences()).containsExactly(new Difference(PANE.toString(), "1", "1.0"));
    }

    @Test
    void missingValueIsNamed() throws NotProvableException {
        values.remove(TYPE);

        assertThat(audit(null).differences()).containsExactly(new Difference(TYPE.toString(), "2", "nothing"));
    }

    @Test
    void valueThatTheLogDoesNotKnowIsNamed() throws NotProvableException {
        values.put(new StoredName("stray", "x"), "1");

        assertThat(audit(null).differences()).containsExactly(new Difference("stray x", "nothing", "1"));
    }

    @Test
    void absentCopyOfTheCurrentPeriodIsNoDifference() throws NotProvableException {
        values.remove(UNDATED);

        assertThat(audit(null).isClean()).isTrue();
    }

    @Test
    void copyOfTheCurrentPeriodMustBeWhole() throws NotProvableException {
        values.put(new StoredName("top", "/more"), "1");
        values.put(UNDATED, "1");

        assertThat(audit(null).differences())
                .containsExactly(
                        new Difference(UNDATED.toString(), "2", "1"), new Difference("top /more", "nothing", "1"));
    }

    @Test
    void copyOfAnEarlierPeriodIsADifference() throws NotProvableException {
        log.record(NOON + DAY, "{\"eventType\":\"view\",\"data\":{\"page\":\"/\"}}");
        values.put(TYPE, "3");
        values.put(GROUP, "3");
        values.put(new StoredName("top:20230316", "/"), "1");
        values.remove(PANE); // the log has passed its keep, though the clock has not
        accounting.put(name("by_page"), applied(3));
        accounting.put(name("top"), applied(3));
        accounting.put(name("total"), new MetricAccounting(3, 2, 0, 1, null));
        fates.put(Fate.COUNTED, 3L);
        progress.put(0, NOON + DAY);

        assertThat(audit(null).differences()).containsExactly(new Difference(UNDATED.toString(), "1", "2"));
    }

    @Test
    void paneThatIsNoLongerKeptMayBeGoneOrThere() throws NotProvableException {
        time = Instant.ofEpochMilli(NOON + 61 * 60_000);

        assertThat(audit(null).isClean()).isTrue();
        values.remove(PANE);
        assertThat(audit(null).isClean()).isTrue();
        time = time.minusMillis(1);
        assertThat(audit(null).differences()).containsExactly(new Difference(PANE.toString(), "1", "nothing"));
    }

    @Test
    void wrongFateIsNamedTogetherWithTheSum() throws NotProvableException {
        fates.put(Fate.REJECTED, 2L);

        assertThat(audit(null).differences())
                .containsExactly(
                        new Difference("accounting of topic events rejected", "1", "2"),
                        new Difference("fates of topic events in all", "3", "4"));
    }

    @Test
    void wrongProgressIsNamed() throws NotProvableException {
        progress.remove(0);

        assertThat(audit(null).differences())
                .containsExactly(new Difference("progress of topic events 0", Long.toString(NOON), "nothing"));
    }

    @Test
    void brokenMetricIsADifference() throws NotProvableException {
        accounting.put(name("top"), new MetricAccounting(2, 2, 0, 0, "WRONGTYPE"));

        assertThat(audit(null).differences())
                .containsExactly(new Difference("accounting of metric top broken", "nothing", "WRONGTYPE"));
    }

    @Test
    void accountingOfAMetricThatIsNotInForceIsADifference() throws NotProvableException {
        accounting.put(name("gone"), applied(1));

        assertThat(audit(null).differences())
                .extracting(Difference::where)
                .containsExactly("accounting of metric gone applied", "accounting of metric gone matched");
    }

    @Test
    void explicitTypeCounterHasNoAccounting() throws NotProvableException {
        log.catalog("{\"name\":\"view\",\"counter\":{},\"events\":[\"view\"]}").record(VIEW);
        values.clear();
        values.put(TYPE, "3");
        accounting.clear();
        fates.put(Fate.COUNTED, 3L);

        assertThat(audit(null).differences()).isEmpty();
    }

    @Test
    void oneMetricIsAuditedAlone() throws NotProvableException {
        values.put(TYPE, "7");
        values.put(GROUP, "7");
        fates.clear();

        assertThat(audit("total").differences()).isEmpty();
        assertThat(audit("top").differences()).isEmpty();
        assertThat(audit("view").differences()).containsExactly(new Difference(TYPE.toString(), "2", "7"));
        assertThat(audit("by_page").differences()).containsExactly(new Difference(GROUP.toString(), "2", "7"));
    }

    @Test
    void strayPanesBelongToTheirMetric() throws NotProvableException {
        values.put(new StoredName("total:202303151231", ""), "1");
        values.put(new StoredName("top:20230314", "/"), "1");
        values.put(new StoredName("by_page", "/stray"), "1");

        assertThat(audit("total").differences()).extracting(Difference::where).containsExactly("total:202303151231");
        assertThat(audit("top").differences()).extracting(Difference::where).containsExactly("top:20230314 /");
        assertThat(audit("by_page").differences()).extracting(Difference::where).containsExactly("by_page /stray");
    }

    @Test
    void gapIsAFateOfItsOwn() throws NotProvableException {
        log.ledger(0, 0, 5);
        fates.put(Fate.GAP, 2L);

        assertThat(audit(null).differences())
                .extracting(Difference::where)
                .containsExactly("accounting of topic events empty", "accounting of topic events gap");
    }

    @Test
    void topicWhoseTypesCouldNotBeCountedIsNamed() throws NotProvableException {
        broken = "counters: WRONGTYPE";

        assertThat(audit(null).differences())
                .containsExactly(new Difference("accounting of topic events broken", "nothing", "counters: WRONGTYPE"));
    }

    @Test
    void unknownNameIsRefused() {
        assertThatThrownBy(() -> audit("nobody"))
                .isInstanceOf(NotProvableException.class)
                .hasMessageContaining("'nobody'");
    }

    @Test
    void storeWithoutALedgerProvesNothing() {
        StoreSnapshot empty = new StoreSnapshot(time, List.of(), Map.of(), Map.of(), Map.of());

        assertThatThrownBy(() -> new Audit(log.log(), new PlainNames())
                        .of(empty, AuditFold.fromTheStart(empty, FoldObserver.NONE), null))
                .isInstanceOf(NotProvableException.class)
                .hasMessageContaining("no ledger");
    }

    private AuditReport audit(@Nullable String metric) throws NotProvableException {
        StoreSnapshot now = log.snapshot(values, accounting, fates, progress, broken);
        StoreSnapshot snapshot = new StoreSnapshot(time, now.catalogs(), now.ledgers(), now.accounting(), now.values());
        assertThat(snapshot.ledgers()).containsOnlyKeys(TOPIC);
        return new Audit(log.log(), new PlainNames())
                .of(snapshot, AuditFold.fromTheStart(snapshot, FoldObserver.NONE), metric);
    }

    private static MetricName name(String text) {
        return new MetricName(text);
    }

    private static MetricAccounting applied(long events) {
        return new MetricAccounting(events, events, 0, 0, null);
    }
}
