package io.tidemark.processor.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.MalformedEventException;
import io.tidemark.event.MalformedEventException.Reason;
import io.tidemark.metric.Accumulator;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchFoldTest {

    private static final long NOON = 1_678_881_600_000L; // 2023-03-15T12:00:00Z
    private static final long MINUTE = 60_000;

    @Test
    void countsEveryTypeWithoutADefinition() {
        Fold fold = new Fold("{\"metrics\":[]}");

        fold.add("{\"eventType\":\"login\"}").add("{\"eventType\":\"login\"}").add("{\"eventType\":\"view\"}");

        Map<String, String> counts = new TreeMap<>();
        fold.batch.types().forEach((type, count) -> counts.put(type, count.delta()));
        assertThat(counts).isEqualTo(Map.of("login", "2", "view", "1"));
        assertThat(fold.batch.fate(Fate.COUNTED)).isEqualTo(3);
    }

    @Test
    void aMetricThatMeansSomethingElseTakesTheNameFromTheType() {
        Fold fold = new Fold(metric("'name':'login','counter':{},'events':['view']"));

        fold.add("{\"eventType\":\"login\"}");

        assertThat(fold.batch.types()).isEmpty();
    }

    @Test
    void groupOfSeveralDimensionsIsAnArrayOfTheirTexts() {
        Fold fold = new Fold(
                metric("'name':'m','counter':{},'events':['pur*'],'by':['data.country','data.amount','userId']"));

        fold.add(purchase(NOON, "0.10", "'D\\\"E'"))
                .add(purchase(NOON, "1", "'__x'"))
                .add("{\"eventType\":\"purchase\"}")
                .add("{\"eventType\":\"put\"}")
                .add(purchase(NOON, "1", "'" + "x".repeat(1_015) + "'"));

        assertThat(fold.values())
                .isEqualTo(Map.of(
                        "all [\"D\\\"E\",\"0.10\",\"__none__\"]", "1",
                        "all [\"___x\",\"1\",\"__none__\"]", "1",
                        "all [\"__none__\",\"__none__\",\"__none__\"]", "1"));
        assertThat(fold.batch.metrics().get(0).unusable()).isEqualTo(1);
    }

    @Test
    void memberNeedsAllItsDimensions() {
        Fold fold = new Fold(metric("'name':'m','leaderboard':{'by':['data.country','data.amount']}"));

        fold.add(purchase(NOON, "1", "'DE'")).add(purchase(NOON, "1", "null"));

        assertThat(fold.values()).isEqualTo(Map.of("all [\"DE\",\"1\"]", "1"));
        assertThat(fold.batch.metrics().get(0).unusable()).isEqualTo(1);
    }

    @Test
    void sumsByGroupAndPane() {
        Fold fold = new Fold(metric("'name':'revenue','window':{'every':'minute','keep':'24h'},"
                + "'events':['purchase'],'aggregate':'sum(data.amount)','by':'data.country'"));

        fold.add(purchase(NOON, "0.1", "'DE'"))
                .add(purchase(NOON + 1, "0.2", "'DE'"))
                .add(purchase(NOON + MINUTE, "5", "'FR'"))
                .add("{\"eventType\":\"purchase\",\"timestamp\":" + NOON + ",\"data\":{\"amount\":7}}");

        assertThat(fold.values())
                .isEqualTo(Map.of(NOON + " DE", "0.3", NOON + MINUTE + " FR", "5", NOON + " __none__", "7"));
    }

    @Test
    void whatIsNoNumberIsUnusable() {
        Fold fold = new Fold(
                metric("'name':'revenue','window':{'every':'minute','keep':'24h'},'aggregate':'sum(data.amount)'"));

        fold.add(purchase(NOON, "'1'", "1"))
                .add(purchase(NOON, "1e15", "1"))
                .add(purchase(NOON, "null", "1"))
                .add(purchase(NOON, "{}", "1"));

        MetricDelta delta = fold.batch.metrics().get(0);
        assertThat(delta.unusable()).isEqualTo(4);
        assertThat(delta.panes()).isEmpty();
    }

    @Test
    void anEventBehindItsPanesKeepIsLate() {
        Fold fold = new Fold(metric("'name':'w','window':{'every':'minute','keep':'1h'}"));

        fold.add("{\"eventType\":\"a\",\"timestamp\":" + (NOON - 61 * MINUTE) + "}", NOON)
                .add("{\"eventType\":\"a\",\"timestamp\":" + (NOON - 61 * MINUTE + 1) + "}", NOON - 1)
                .add("{\"eventType\":\"a\",\"timestamp\":" + (NOON - 60 * MINUTE) + "}", NOON);

        MetricDelta delta = fold.batch.metrics().get(0);
        assertThat(delta.late()).isEqualTo(2);
        assertThat(delta.applied()).isEqualTo(1);
        assertThat(delta.matched()).isEqualTo(3);
    }

    @Test
    void anEventMoreThanAnHourAheadOfTheLogIsRejected() {
        Fold fold = new Fold("{\"metrics\":[]}");

        MalformedEventException inTime =
                fold.tryAdd("{\"eventType\":\"a\",\"timestamp\":" + (NOON + 60 * MINUTE) + "}", NOON);
        MalformedEventException ahead =
                fold.tryAdd("{\"eventType\":\"a\",\"timestamp\":" + (NOON + 60 * MINUTE + 1) + "}", NOON);

        assertThat(inTime).isNull();
        assertThat(ahead)
                .isNotNull()
                .extracting(MalformedEventException::reason)
                .isEqualTo(Reason.IN_THE_FUTURE);
        assertThat(fold.batch.fate(Fate.REJECTED)).isEqualTo(1);
    }

    @Test
    void rejectedRecordsMoveLogTimeToo() {
        Fold fold = new Fold("{\"metrics\":[]}");

        fold.tryAdd("poison", NOON);

        assertThat(fold.batch.logTime()).isEqualTo(NOON);
    }

    @Test
    void aBoardSkipsEventsWithoutAMember() {
        Fold fold = new Fold(metric("'name':'board','leaderboard':{'by':'data.page'}"));

        fold.add("{\"eventType\":\"a\",\"data\":{\"page\":\"/\"}}")
                .add("{\"eventType\":\"a\",\"data\":{\"page\":null}}")
                .add("{\"eventType\":\"a\"}")
                .add("{\"eventType\":\"a\",\"data\":{\"page\":\"" + "x".repeat(1025) + "\"}}");

        assertThat(fold.values()).isEqualTo(Map.of("all /", "1"));
        assertThat(fold.batch.metrics().get(0).unusable()).isEqualTo(3);
    }

    @Test
    void reservedGroupsCannotBeForged() {
        Fold fold = new Fold(metric("'name':'c','counter':{},'by':'data.x'"));

        fold.add("{\"eventType\":\"a\",\"data\":{\"x\":\"__none__\"}}").add("{\"eventType\":\"a\"}");

        assertThat(fold.values()).isEqualTo(Map.of("all ___none__", "1", "all __none__", "1"));
    }

    @Test
    void ofAFieldThatStandsTwiceTheLastWinsWithAllBelowIt() {
        Fold fold = new Fold(metric("'name':'c','counter':{},'by':'data.repo.name'"));

        fold.add("{\"eventType\":\"a\",\"data\":{\"repo\":{\"name\":\"x\"},\"repo\":{\"name\":\"y\"}}}")
                .add("{\"eventType\":\"a\",\"data\":{\"repo\":{\"name\":\"x\"},\"repo\":1}}")
                .add("{\"eventType\":\"a\",\"data\":{\"repo\":{\"name\":\"x\"}},\"data\":{}}");

        assertThat(fold.values()).isEqualTo(Map.of("all y", "1", "all __none__", "2"));
    }

    @Test
    void anEventThatDoesNotFulfilTheConditionDoesNotCount() {
        Fold fold = new Fold(metric("'name':'c','counter':{},'by':'data.x','where':'data.x < 2'"));

        fold.add("{\"eventType\":\"a\",\"data\":{\"x\":1}}")
                .add("{\"eventType\":\"a\",\"data\":{\"x\":2}}")
                .add("{\"eventType\":\"a\"}");

        assertThat(fold.values()).isEqualTo(Map.of("all 1", "1"));
    }

    @Test
    void aConditionSeesOfAFieldThatStandsTwiceTheLast() {
        Fold fold = new Fold(metric("'name':'c','counter':{},'by':'data.id','where':'data.repo.stars > 1'"));

        fold.add("{\"eventType\":\"a\",\"data\":{\"id\":1,\"repo\":{\"stars\":2},\"repo\":1}}")
                .add("{\"eventType\":\"a\",\"data\":{\"id\":2,\"repo\":{\"stars\":2},\"repo\":{\"stars\":1}}}")
                .add("{\"eventType\":\"a\",\"data\":{\"id\":3,\"repo\":1,\"repo\":{\"stars\":1,\"stars\":2}}}");

        assertThat(fold.values()).isEqualTo(Map.of("all 3", "1"));
    }

    @Test
    void nothingIsLeftOverFromTheEventBefore() {
        Fold fold = new Fold(metric("'name':'c','counter':{},'by':'data.x'"));

        fold.add("{\"eventType\":\"a\",\"data\":{\"x\":1}}").add("{\"eventType\":\"a\"}");

        assertThat(fold.values()).isEqualTo(Map.of("all 1", "1", "all __none__", "1"));
    }

    @Test
    void closesAtTheRecordThatTakesItPastItsOperations() {
        Fold fold = new Fold(metric("'name':'board','leaderboard':{'by':'userId'}"));
        int added = 0;

        while (!fold.fold.isFull()) {
            fold.add("{\"eventType\":\"a\",\"userId\":" + added++ + "}");
        }

        assertThat(added).isBetween(BatchFold.MAX_OPERATIONS - 10, BatchFold.MAX_OPERATIONS);
    }

    @Test
    void distinctTakesEveryTextOnce() {
        Fold fold =
                new Fold(metric("'name':'m','window':{'every':'minute','keep':'1h'},'aggregate':'distinct(data.x)'"));

        for (String x :
                List.of("'u'", "'u'", "1", "1.0", "'1'", "true", "'__none__'", "'\\ud800'", "'\\udfff'", "''")) {
            fold.add(withX(x));
        }

        assertThat(fold.values()).isEqualTo(Map.of(NOON + " ", ",1,1.0,__none__,true,u,\uFFFD"));
        assertThat(fold.batch.metrics().get(0).applied()).isEqualTo(10);
    }

    @Test
    void distinctCannotUseWhatHasNoText() {
        Fold fold =
                new Fold(metric("'name':'m','window':{'every':'minute','keep':'1h'},'aggregate':'distinct(data.x)'"));

        for (String x : List.of("null", "{}", "[]", "'" + "x".repeat(1025) + "'")) {
            fold.add(withX(x));
        }
        fold.add("{\"eventType\":\"a\"}").add(withX("'" + "x".repeat(1024) + "'"));

        assertThat(fold.batch.metrics().get(0).unusable()).isEqualTo(5);
        assertThat(fold.batch.metrics().get(0).applied()).isEqualTo(1);
    }

    @Test
    void elementsOfOneSetCountAsOperations() {
        Fold fold =
                new Fold(metric("'name':'m','window':{'every':'minute','keep':'1h'},'aggregate':'distinct(userId)'"));
        int added = 0;

        while (!fold.fold.isFull() && added <= BatchFold.MAX_OPERATIONS) {
            fold.add("{\"eventType\":\"a\",\"userId\":" + added++ + "}").add("{\"eventType\":\"a\",\"userId\":0}");
        }

        assertThat(added).isBetween(BatchFold.MAX_OPERATIONS - 10, BatchFold.MAX_OPERATIONS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            count                      | 1
            sum(data.x)                | 3
            min(data.x)                | 2
            last(data.x)               | 2
            avg(data.x)                | 4
            stddev(data.x)             | 7
            quantiles(data.x)          | 1
            histogram(data.x, 0, 2, 5) | 1
            """)
    void groupWeighsWhatItsPartsCostTheStore(String aggregate, int operations) {
        Fold fold = new Fold(metric(
                "'name':'m','window':{'every':'minute','keep':'1h'},'by':'userId','aggregate':'" + aggregate + "'"));
        int added = 0;

        while (!fold.fold.isFull()) {
            String user = "{\"eventType\":\"a\",\"userId\":" + added++ + ",\"data\":{\"x\":";
            fold.add(user + "1}}").add(user + "1}}");
        }

        assertThat(added * operations).isBetween(BatchFold.MAX_OPERATIONS - 10, BatchFold.MAX_OPERATIONS + 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quantiles(data.x)", "histogram(data.x, 0, 20, 50)"})
    void eachBucketOfAGroupIsOneMoreOperation(String aggregate) {
        Fold fold = new Fold(metric(
                "'name':'m','window':{'every':'minute','keep':'1h'},'by':'userId','aggregate':'" + aggregate + "'"));
        int added = 0;

        while (!fold.fold.isFull()) {
            String user = "{\"eventType\":\"a\",\"userId\":" + added++ + ",\"data\":{\"x\":";
            fold.add(user + "1}}").add(user + "30}}").add(user + "30}}").add(user + "70}}");
        }

        assertThat(added * 3).isBetween(BatchFold.MAX_OPERATIONS - 10, BatchFold.MAX_OPERATIONS + 10);
    }

    @Test
    void aDuplicateMovesNothingButLogTimeAndItsFate() {
        Fold fold = new Fold(
                metric("'name':'revenue','window':{'every':'minute','keep':'24h'}," + "'aggregate':'sum(data.x)'"));
        String event = "{\"eventId\":\"e1\",\"eventType\":\"a\",\"timestamp\":" + NOON + ",\"data\":{\"x\":7}}";

        fold.add(event).add(event, NOON + 5);

        assertThat(fold.values()).isEqualTo(Map.of(NOON + " ", "7"));
        assertThat(fold.batch.metrics().get(0).matched()).isEqualTo(1);
        assertThat(fold.batch.fate(Fate.COUNTED)).isEqualTo(1);
        assertThat(fold.batch.fate(Fate.DUPLICATE)).isEqualTo(1);
        assertThat(fold.batch.logTime()).isEqualTo(NOON + 5);
    }

    @Test
    void anIdIsTheSameHoweverItIsWritten() {
        Fold fold = new Fold("{\"metrics\":[]}");

        fold.add(withId("\"é\""))
                .add(withId("\"\\u00e9\""))
                .add(withId("\"\\ud800\""))
                .add(withId("\"\uFFFD\""));

        assertThat(fold.batch.fate(Fate.COUNTED)).isEqualTo(2);
        assertThat(fold.batch.fate(Fate.DUPLICATE)).isEqualTo(2);
    }

    @Test
    void anEventWithoutAnIdIsNeverADuplicate() {
        Fold fold = new Fold("{\"metrics\":[]}");

        fold.add(withId("null"))
                .add(withId("null"))
                .add("{\"eventType\":\"a\"}")
                .add("{\"eventId\":\"x\",\"eventId\":null,\"eventType\":\"a\"}")
                .add(withId("\"x\""));

        assertThat(fold.batch.fate(Fate.COUNTED)).isEqualTo(5);
    }

    @Test
    void aRejectedEventIsNoOccurrenceOfItsId() {
        Fold fold = new Fold("{\"metrics\":[]}");

        fold.tryAdd("{\"eventId\":\"x\",\"eventType\":\"a\",\"timestamp\":" + (NOON + 61 * MINUTE) + "}", NOON);
        fold.tryAdd("{\"eventId\":\"x\",\"eventType\":\"a\",\"data\":7}", NOON);
        fold.add(withId("\"x\""));

        assertThat(fold.batch.fate(Fate.REJECTED)).isEqualTo(2);
        assertThat(fold.batch.fate(Fate.COUNTED)).isEqualTo(1);
    }

    @Test
    void withoutADistanceNothingIsADuplicate() {
        Fold fold = new Fold("{\"metrics\":[],\"deduplication\":{\"horizon\":\"10m\",\"distance\":0}}");

        fold.add(withId("\"x\"")).add(withId("\"x\""));

        assertThat(fold.batch.fate(Fate.COUNTED)).isEqualTo(2);
    }

    private static String withId(String id) {
        return "{\"eventId\":" + id + ",\"eventType\":\"a\"}";
    }

    private static String withX(String x) {
        return "{\"eventType\":\"a\",\"data\":{\"x\":" + x.replace('\'', '"') + "}}";
    }

    private static String metric(String text) {
        return "{\"metrics\":[{" + text.replace('\'', '"') + "}]}";
    }

    private static String purchase(long time, String amount, String country) {
        return "{\"eventType\":\"purchase\",\"timestamp\":" + time + ",\"data\":{\"amount\":"
                + amount.replace('\'', '"') + ",\"country\":" + country.replace('\'', '"') + "}}";
    }

    private static final class Fold {

        private final PartitionBatch batch;
        private final BatchFold fold;
        private long next;

        Fold(String catalog) {
            CatalogVersion version = new CatalogVersion(1, MetricCatalog.parse(catalog), Map.of());
            batch = new PartitionBatch("topic", "id", 0, version, 0, Position.at(0), PartitionBatch.NO_LOG_TIME);
            SeenIds seen = new SeenIds(version.catalog().deduplication());
            fold = new BatchFold(new CompiledCatalog(version), batch, seen);
        }

        Fold add(String event) {
            return add(event, NOON);
        }

        Fold add(String event, long recordTime) {
            assertThat(tryAdd(event, recordTime)).isNull();
            return this;
        }

        @Nullable MalformedEventException tryAdd(String event, long recordTime) {
            return fold.add(event.getBytes(UTF_8), next++, recordTime, recordTime);
        }

        /** Of the first metric, by pane and group. */
        Map<String, String> values() {
            Map<String, String> values = new TreeMap<>();
            for (Map.Entry<Long, Map<String, Accumulator>> pane :
                    batch.metrics().get(0).panes().entrySet()) {
                String start = pane.getKey() == MetricDelta.ALL_TIME ? "all" : String.valueOf(pane.getKey());
                pane.getValue().forEach((group, value) -> values.put(start + " " + group, deltas(value)));
            }
            return values;
        }

        private static String deltas(Accumulator value) {
            TreeSet<String> deltas = new TreeSet<>();
            value.deltas((part, delta) -> deltas.add(part.isEmpty() ? delta : part + "=" + delta));
            return String.join(",", deltas);
        }
    }
}
