package io.tidemark.cli.audit;

import static io.tidemark.cli.audit.LogFixture.NOON;
import static io.tidemark.metric.store.MetricDelta.ALL_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.HyperLogLog;
import io.tidemark.metric.store.MetricAccounting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricFoldTest {

    private static final long MINUTE = 60_000;
    private static final String BY_X = "{\"name\":\"m\",\"counter\":{},\"by\":\"data.x\"}";
    private static final String BOARD = "{\"name\":\"m\",\"leaderboard\":{\"by\":\"data.x\"}}";
    private static final String SUM =
            "{\"name\":\"m\",\"window\":{\"every\":\"minute\",\"keep\":\"1h\"},\"aggregate\":\"sum(data.x)\"}";

    private static final String DISTINCT = SUM.replace("sum", "distinct");

    @Test
    void onlyItsTypesAreMatched() {
        MetricFold metric = new LogFixture()
                .catalog("{\"name\":\"m\",\"counter\":{},\"events\":[\"a\"]}")
                .record("{\"eventType\":\"a\"}")
                .record("{\"eventType\":\"b\"}")
                .foldOfOneMetric();

        assertThat(values(metric, ALL_TIME)).containsExactly(Map.entry("", "1"));
        assertThat(metric.accounting()).isEqualTo(new MetricAccounting(1, 1, 0, 0, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'text'     | text",
                "''         | ''",
                "1.0        | 1.0",
                "1.00       | 1.00",
                "1e2        | 1e2",
                "-0         | -0",
                "true       | true",
                "false      | false",
                "null       | __none__",
                "{}         | __none__",
                "[1]        | __none__",
                "'__none__' | ___none__",
                "'__x'      | ___x",
                "'_x'       | _x",
            })
    void groupIsTheTextAsWritten(String json, String group) {
        String value =
                json.isEmpty() ? "\"\"" : json.equals("text") || json.startsWith("_") ? "\"" + json + "\"" : json;

        MetricFold metric = new LogFixture().catalog(BY_X).record(withX(value)).foldOfOneMetric();

        assertThat(values(metric, ALL_TIME)).containsExactly(Map.entry(group, "1"));
    }

    @Test
    void absentFieldIsNoGroup() {
        MetricFold metric =
                new LogFixture().catalog(BY_X).record("{\"eventType\":\"a\"}").foldOfOneMetric();

        assertThat(values(metric, ALL_TIME)).containsExactly(Map.entry("__none__", "1"));
    }

    @ParameterizedTest
    @CsvSource({"userId, u1", "eventId, ___e", "eventType, a"})
    void topLevelFieldsGroupToo(String field, String group) {
        MetricFold metric = new LogFixture()
                .catalog("{\"name\":\"m\",\"counter\":{},\"by\":\"" + field + "\"}")
                .record("{\"eventType\":\"a\",\"userId\":\"u1\",\"eventId\":\"__e\"}")
                .foldOfOneMetric();

        assertThat(values(metric, ALL_TIME)).containsExactly(Map.entry(group, "1"));
    }

    @Test
    void groupOfMoreThan1024UnitsIsUnusable() {
        MetricFold metric = new LogFixture()
                .catalog(BY_X)
                .record(withX("\"" + "x".repeat(1_024) + "\""))
                .record(withX("\"" + "x".repeat(1_025) + "\""))
                .foldOfOneMetric();

        assertThat(metric.accounting()).isEqualTo(new MetricAccounting(2, 1, 0, 1, null));
    }

    @Test
    void halfSurrogatesBecomeOneGroup() {
        MetricFold metric = new LogFixture()
                .catalog(BY_X)
                .record(withX("\"\\ud800\""))
                .record(withX("\"\\udc00\""))
                .record(withX("\"?\""))
                .record(withX("\"\\ud83d\\ude00\""))
                .foldOfOneMetric();

        assertThat(values(metric, ALL_TIME))
                .containsExactly(Map.entry("?", "1"), Map.entry("\uD83D\uDE00", "1"), Map.entry("\uFFFD", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]"})
    void boardSkipsWhatHasNoMember(String value) {
        MetricFold metric = new LogFixture()
                .catalog(BOARD)
                .record(withX(value))
                .record(withX("\"y\""))
                .foldOfOneMetric();

        assertThat(values(metric, ALL_TIME)).containsExactly(Map.entry("y", "1"));
        assertThat(metric.accounting()).isEqualTo(new MetricAccounting(2, 1, 0, 1, null));
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, 1.5",
        "-2, -2",
        "1e2, 100",
        "0.0000000005, 0",
        "0.00000000051, 0.000000001",
        "0.0000000015, 0.000000002",
        "0.0000000025, 0.000000002",
        "-0.0000000015, -0.000000002",
        "1e-999999999, 0",
        "0e999999999, 0",
        "999999999999999.9999999999, 1000000000000000",
    })
    void sumTakesRoundedNumbers(String number, String value) {
        MetricFold metric = new LogFixture().catalog(SUM).record(withX(number)).foldOfOneMetric();

        assertThat(values(metric, NOON)).containsExactly(Map.entry("", value));
    }

    @Test
    void fieldMayLookLikeAFieldAndABound() {
        MetricFold metric = new LogFixture()
                .catalog(SUM.replace("data.x", "data.x, 5"))
                .record("{\"eventType\":\"a\",\"data\":{\"x\":1,\"x, 5\":2}}")
                .foldOfOneMetric();

        assertThat(values(metric, NOON)).containsExactly(Map.entry("", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e15", "-1e15", "1e999999999", "1e99999999999", "\"1\"", "true", "null", "{}"})
    void sumTakesNothingElse(String value) {
        MetricFold metric = new LogFixture().catalog(SUM).record(withX(value)).foldOfOneMetric();

        assertThat(metric.panes()).isEmpty();
        assertThat(metric.accounting()).isEqualTo(new MetricAccounting(1, 0, 0, 1, null));
    }

    @Test
    void userIsNoNumber() {
        MetricFold metric = new LogFixture()
                .catalog(SUM.replace("data.x", "userId"))
                .record("{\"eventType\":\"a\",\"userId\":5}")
                .foldOfOneMetric();

        assertThat(metric.accounting()).isEqualTo(new MetricAccounting(1, 0, 0, 1, null));
    }

    @Test
    void eachSummandIsRoundedByItself() {
        MetricFold metric = new LogFixture()
                .catalog(SUM)
                .record(withX("0.0000000006"))
                .record(withX("0.0000000006"))
                .record(withX("0.1"))
                .record(withX("0.2"))
                .foldOfOneMetric();

        assertThat(values(metric, NOON)).containsExactly(Map.entry("", "0.300000002"));
    }

    @Test
    void panesAreOfEventTime() {
        MetricFold metric = new LogFixture()
                .catalog(SUM)
                .record(at(NOON - 1, "1"))
                .record(at(NOON, "2"))
                .record(at(NOON + MINUTE - 1, "3"))
                .foldOfOneMetric();

        assertThat(values(metric, NOON - MINUTE)).containsExactly(Map.entry("", "1"));
        assertThat(values(metric, NOON)).containsExactly(Map.entry("", "5"));
    }

    @Test
    void paneTakesNoMoreWhenTheLogHasPassedItsKeep() {
        long end = NOON + MINUTE;
        long keep = 60 * MINUTE;

        MetricFold metric = new LogFixture()
                .catalog(SUM)
                .record(end + keep - 1, at(NOON, "1"))
                .record(end + keep, at(NOON, "2"))
                .record(NOON, at(NOON, "\"late is told before unusable\""))
                .foldOfOneMetric();

        assertThat(values(metric, NOON)).containsExactly(Map.entry("", "1"));
        assertThat(metric.accounting()).isEqualTo(new MetricAccounting(3, 1, 2, 0, null));
    }

    @Test
    void boardOfADayHasAPanePerDay() {
        long day = 86_400_000;

        MetricFold metric = new LogFixture()
                .catalog("{\"name\":\"m\",\"leaderboard\":{\"by\":\"data.x\",\"period\":\"day\"}}")
                .record(at(NOON - day, "\"y\""))
                .record(at(NOON, "\"y\""))
                .foldOfOneMetric();

        assertThat(metric.panes()).containsOnlyKeys(NOON - NOON % day, NOON - NOON % day - day);
    }

    @Test
    void distinctTakesEveryTextOnce() {
        LogFixture log = new LogFixture().catalog(DISTINCT);
        for (String x :
                List.of("\"u\"", "\"u\"", "1", "1.0", "\"1\"", "true", "\"__x\"", "\"\\ud800\"", "\"\\udfff\"")) {
            log.record(withX(x));
        }

        MetricFold metric = log.foldOfOneMetric();

        HyperLogLog six = new HyperLogLog();
        List.of("u", "1", "1.0", "true", "__x", "\uFFFD").forEach(six::add);
        assertThat(values(metric, NOON)).containsExactly(Map.entry("", six.toString()));
        assertThat(metric.accounting()).isEqualTo(new MetricAccounting(9, 9, 0, 0, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "LONG"})
    void distinctCannotUseWhatHasNoText(String value) {
        MetricFold metric = new LogFixture()
                .catalog(DISTINCT)
                .record(withX(value.replace("LONG", "\"" + "x".repeat(1_025) + "\"")))
                .record("{\"eventType\":\"a\"}")
                .foldOfOneMetric();

        assertThat(metric.panes()).isEmpty();
        assertThat(metric.accounting()).isEqualTo(new MetricAccounting(2, 0, 0, 2, null));
    }

    @Test
    void distinctTextsOfPanesThatAreNotComparedAreNotKept() {
        MetricFold metric = new LogFixture()
                .catalog(DISTINCT)
                .record(NOON - 61 * MINUTE, withX("1"))
                .record(NOON - 60 * MINUTE, withX("1"))
                .foldOfOneMetric();

        assertThat(values(metric, NOON - 61 * MINUTE)).isEmpty();
        assertThat(metric.panes()).containsOnlyKeys(NOON - 61 * MINUTE, NOON - 60 * MINUTE);
        assertThat(values(metric, NOON - 60 * MINUTE)).hasSize(1);
        assertThat(metric.accounting().applied()).isEqualTo(2);
    }

    private static String withX(String value) {
        return "{\"eventType\":\"a\",\"data\":{\"x\":" + value + "}}";
    }

    private static String at(long time, String value) {
        return "{\"eventType\":\"a\",\"timestamp\":" + time + ",\"data\":{\"x\":" + value + "}}";
    }

    private static Map<String, String> values(MetricFold metric, long pane) {
        Map<String, String> texts = new TreeMap<>();
        metric.panes()
                .getOrDefault(pane, Map.of())
                .forEach((group, value) -> value.texts()
                        .forEach((part, text) -> texts.put(part.isEmpty() ? group : group + ":" + part, text)));
        return texts;
    }
}
