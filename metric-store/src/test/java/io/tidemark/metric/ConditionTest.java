package io.tidemark.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.event.EventRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ConditionTest {

    private static final long TIME = 1_678_881_600_000L;

    private static final Map<String, Object> DATA = new LinkedHashMap<>();

    static {
        DATA.put("i", 5L);
        DATA.put("d", 5.0);
        DATA.put("max", Long.MAX_VALUE);
        DATA.put("huge", Double.POSITIVE_INFINITY);
        DATA.put("s", "web");
        DATA.put("yes", true);
        DATA.put("none", Condition.NULL);
        DATA.put("list", List.of(1L, 2.5, "x"));
        DATA.put("map", Map.of("k", 1L, "empty", Map.of()));
        DATA.put("many", LongStream.range(0, 200).boxed().toList());
        DATA.put("a b", "odd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eventType == 'view'",
                "userId == 'u1'",
                "timestamp == 1678881600000",
                "timestamp > 1.6e12",
                "data.s == 'web'",
                ".data.s == 'web'",
                "data['a b'] == 'odd'",
                "data.map['k'] == 1",
                "data.map == {'k': 1.0, 'empty': {}}",
                "data.i > 4.5 && data.d < 6 && data.i == data.d && data.i == 5u",
                "data.max > data.d && data.huge > 1e308",
                "data.i in [1, 5.0]",
                "data.none == null && has(data.none)",
                "data.s != 5",
                "data.yes",
                "data.yes ? data.s == 'web' : data.x == 1",
                "!has(data.x) && !has(data.map.x)",
                "has(data.x) || data.s == 'web'",
                "data.x == 1 || data.s == 'web'",
                "data.s == 'web' || data.x == 1",
                "!(data.x == 1 && data.s == 'app')",
                "data.list.exists(e, e == 'x')",
                "data.list.exists(e, e > 2)",
                "data.list.exists_one(e, e == 1)",
                "data.map.all(k, size(k) > 0)",
                "data.list[1] == 2.5 && size(data.list) == 3",
                "'k' in data.map && !('z' in data)",
                "data.many.all(e, e >= 0)",
                "data.s.startsWith('w') && data.s.endsWith('b') && data.s.contains('e')",
                "data.s.matches('^w.b$') && matches(data.s, 'e') && !data.s.matches('^e') && !matches(data.s, 'E')",
                "data.i + 2 * 3 - 1 == 10 && data.i % 2 == 1 && -data.i < 0",
                "string(data.i) == '5' && int('7') == 7 && double('1.5') == 1.5 && bool('true')",
                "type(data.i) == int && type(data.d) == double",
                "[{'data': 1}].exists(data, data.data == 1)",
            })
    void trueForTheEvent(String condition) {
        assertThat(matches(condition)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.s == 'app'",
                "data.x == 1",
                "!(data.x == 1)",
                "has(data.x)",
                "has(data.x.y)",
                "!has(data.x.y)",
                "!has(data.s.y)",
                "!has(data.none.y)",
                "!has(data.list.y)",
                "data.s",
                "data.none",
                "data.s > 5",
                "data.s ? true : false",
                "data.list[9] == 1",
                "data.list['k'] == 1",
                "data.list.all(e, e > 0)",
                "data.max + 1 > 0",
                "data.i / 0 == 1 || data.i % 0 == 1",
                "data.i + data.d > 0.0",
                "data.s + data.s == 'webweb'",
                "data.list + data.list != []",
                "string(data.d) != ''",
                "data.many.all(e, data.many.exists(f, f == e))",
                "data.many.all(e, e >= 0) && data.many.all(e, e >= 0) && data.many.all(e, e >= 0)",
                "size(data.i) == 1",
                "data.i.contains('5')",
            })
    void falseOrWithoutAValueForTheEvent(String condition) {
        assertThat(matches(condition)).isFalse();
    }

    @Test
    void absentUserIsNull() {
        assertThat(Condition.of("userId == null").matches("view", null, TIME, Map.of()))
                .isTrue();
        assertThat(Condition.of("userId == null").matches("view", "", TIME, Map.of()))
                .isFalse();
        assertThat(Condition.of("userId.startsWith('u')").matches("view", null, TIME, Map.of()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data.x >                | mismatched input '<EOF>' expecting * at character 9;",
                "data.x == 'a            | token recognition error at: *''a' at character 11;",
                "data.x = 1              | token recognition error at: '= ' at character 8;",
                "dat.x == 1              | undeclared reference to 'dat' at character 1;",
                "page == 'x'             | undeclared reference to 'page' at character 1;",
                "now() > timestamp       | undeclared reference to 'now' at character 4;",
                "eventType               | expected type 'bool' but found 'string' at character 1;",
                "data.x + 1              | expected type 'bool' but found 'int' at character 8;",
                "data                    | expected type 'bool' but found 'map(string, dyn)' at character 1;",
                "eventType == 5          | found no matching overload for '_==_' applied to '(string, int)' at character 11;",
                "eventType > 'a' + 'b'   | found no matching overload for '_+_' applied to '(string, string)' at character 17;",
                "string(1.5) == '1.5'    | found no matching overload for 'string' applied to '(double)' at character 7;",
                "timestamp('2023-01-01T00:00:00Z') == data.x | undeclared reference to 'timestamp' at character 10;",
                "duration('1h') == data.x | undeclared reference to 'duration' at character 9;",
                "data.x.getHours() == 1  | undeclared reference to 'getHours' at character 16;",
                "data.l.map(e, e) == []  | undeclared reference to 'map' at character 11;",
                "data.l.filter(e, e) == [] | undeclared reference to 'filter' at character 14;",
                "has(data)               | invalid argument to has() macro at character 4;",
                "data.?x == 1            | unsupported syntax '.?' at character 5;",
                "data.x == 99999999999999999999 | For input string: \"99999999999999999999\" at character 11;",
                "data.x.matches('(')     | the pattern '(' is wrong: missing closing );",
                "data.x.matches(data.y)  | a text is matched with a pattern that is no constant text;",
                "data.x.matches('(a{200}b{200})') | the pattern '(a{200}b{200})' is wrong: it is larger than 100, *;",
                "data.x.matches('((a{1000}){1000}){1000}') | the pattern '((a{1000}){1000}){1000}' is wrong: it is larger *;",
                "data.x.matches('(?i)a') | the pattern '(?i)a' is wrong: a group begins with ( or (?: and has no flags *;",
                "''                      | it is empty;",
                "'  '                    | it is empty;",
            })
    void wrongConditionIsRefusedWithItsPlace(String condition, String why) {
        Map<String, Object> definition = Map.of("name", "m", "counter", "", "where", condition);

        assertThatThrownBy(() -> DefinitionCodec.read(definition))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageStartingWith("metric 'm': where is '" + EventRules.shown(condition.strip()) + "': ")
                .hasMessageEndingWith("; allowed is a condition in CEL over eventType, userId, timestamp and data, as"
                        + " data.service == 'web'")
                .message()
                .matches(message -> message.matches(".*\\Q': " + why.replace("*", "\\E.*\\Q") + "\\E.*"), why);
    }

    @Test
    void conditionBeyondALimitIsRefused() {
        assertRefused("data.x == '" + "x".repeat(1_013) + "'", "it has 1025 characters; allowed are up to 1024");
        assertRefused("(".repeat(40) + "true" + ")".repeat(40), "Expression recursion limit exceeded. limit: 32");
        assertRefused("true" + "&&true".repeat(160), "expression node limit (256) exceeded");
        assertRefused("data.x == '\ud800'", "half a surrogate pair stands in it");
        assertThat(Condition.of("data.x == '" + "x".repeat(1_012) + "'").text()).hasSize(1_024);
        assertThat(Condition.of("data.i == 0" + " || data.i == 5".repeat(45)).matches("view", null, TIME, DATA))
                .isTrue();
    }

    /** How many steps the library takes is part of what conditions mean, so that a new version of it may not change that. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data.l.all(e, e >= 0)                           | 291",
                "data.l.all(e, e >= 0 && data.x == 'x')          | 231",
                "[1, 2, 3, 4, 5].all(i, data.l.all(e, e >= i))   | 129",
                "data.l.all(e, data.x.matches('x'))              | 163",
                "data.l.all(e, e in data.l)                      | 291",
            })
    void loopTakesAsManyStepsAsItIsAllowed(String condition, int elements) {
        assertThat(ofElements(condition, elements)).isTrue();
        assertThat(ofElements(condition, elements + 1)).isFalse();
    }

    @Test
    void whatIsTooLargeDoesNotMatch() {
        assertThat(ofText("size(data.x) > 0", 19_979)).isTrue();
        assertThat(ofText("size(data.x) > 0", 19_980)).isFalse();
        assertThat(ofText("size(data.x) > 0 || true", 19_980)).isFalse();
        assertThat(ofText("eventType == 'view' || has(data.y)", 200_000)).isTrue();
        assertThat(ofText("data.x.matches('^x{40}')", 19_979)).isTrue();
        assertThat(ofText("data.x.matches('^x{40}') && data.x.matches('^x{40}')", 10_000))
                .isTrue();
        assertThat(ofText("data.x.matches('^x{40}') && data.x.matches('^x{40}')", 19_979))
                .isFalse();
    }

    @Test
    void exhaustedEvaluationHasNoValueWhateverElseIsTrue() {
        assertThat(ofElements("data.l.all(e, e >= 0) || true", 1_000)).isFalse();
        assertThat(ofElements("true || data.l.all(e, e >= 0)", 1_000)).isTrue();
        assertThat(ofElements("!data.l.all(e, e >= 0)", 1_000)).isFalse();
        assertThat(ofElements("data.l.exists(e, e < 0) ? true : true", 1_000)).isFalse();
    }

    @Test
    void theSameIsAskedOfAllDataAndOfThePartThatItAsksFor() {
        Map<String, Object> inner = new LinkedHashMap<>(Map.of("a", "x", "b", "y".repeat(30_000)));
        Map<String, Object> all = Map.of("o", inner, "p", "z".repeat(30_000));
        Map<String, Object> part = Map.of("o", Map.of("a", "x"));
        Condition condition = Condition.of("data.o.a == 'x' && !has(data.o.d) && !has(data.q)");

        assertThat(condition.matches("view", null, TIME, all)).isTrue();
        assertThat(condition.matches("view", null, TIME, part)).isTrue();
    }

    @Test
    void placeOnALaterLineIsNamedWithTheLine() {
        assertRefused("data.x == 1 &&\n foo", "undeclared reference to 'foo' at character 2 of line 2;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eventType == 'a'                            | []",
                "data.a == 1                                 | [[a]]",
                "data.a.b == 1 && data.a.c == 2              | [[a, b], [a, c]]",
                "data.a.b == 1 && size(data.a) == 2          | [[a]]",
                "has(data.a.b)                               | [[a, b]]",
                "data['a b'].c == data.d['e']                | [[a b, c], [d, e]]",
                "data.a[0].b == 1                            | [[a]]",
                "data[eventType] == 1                        | [[]]",
                "data.a == 1 && 'b' in data                  | [[]]",
                "data.a.exists(e, e.b == data.c)             | [[a], [c]]",
                "[data.a, {'b': data.b}].exists(e, e == 1)   | [[a], [b]]",
                "(data.yes ? data.a : data.b) == 1           | [[yes], [a], [b]]",
                "(data.yes ? data.a : data.b).c == 1         | [[yes], [a], [b]]",
                "data.a.matches('x')                         | [[a]]",
                "data.a.size() == 1                          | [[a]]",
            })
    void onlyTheFieldsThatItMayAskForAreAskedFor(String condition, String fields) {
        assertThat(Condition.of(condition).fields()).hasToString(fields);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data.x == 1                       | false",
                "data.i == 1                       | true",
                "data.map.x == 1                   | false",
                "data.s.x == 1                     | false",
                "has(data.x) && data.x == 1        | false",
                "data.i == 5 && data.x == 1        | false",
                "has(data.x) ? data.i == 1 : true  | true",
                "data.x ? true : true              | false",
                "(data.i == 1) == (data.x == 1)    | false",
                "(data.i == 1) == has(data.x)      | true",
                "!has(data.x)                      | true",
                "!has(data.x.y)                    | false",
                "data.x.all(e, true)               | false",
            })
    void whatCannotMatchForWantOfAFieldIsToldWithoutEvaluation(String condition, boolean could) {
        assertThat(Condition.of(condition).couldMatch(DATA)).isEqualTo(could);
    }

    @Test
    void eitherSideMayMatchForWantOfTheOther() {
        assertThat(Condition.of("data.x == 1 || data.i == 5").couldMatch(DATA)).isTrue();
        assertThat(Condition.of("data.x == 1 || data.x == 2").couldMatch(DATA)).isFalse();
    }

    @Test
    void conditionOfADefinitionIsWrittenAsItIsRead() {
        Map<String, Object> map = Map.of("name", "m", "counter", "", "events", "m", "where", " data.x == 'ü' ");

        MetricDefinition definition = DefinitionCodec.read(map);
        MetricCatalog catalog = new MetricCatalog(List.of(definition));

        assertThat(definition.isTypeCounter()).isFalse();
        assertThat(DefinitionCodec.write(definition)).containsEntry("where", "data.x == 'ü'");
        assertThat(MetricCatalog.parse(catalog.text())).isEqualTo(catalog);
        assertThat(catalog.text())
                .isEqualTo(
                        "{\"metrics\":[{\"name\":\"m\",\"counter\":{},\"events\":[\"m\"],\"where\":\"data.x == 'ü'\"}]}");
    }

    @Test
    void anotherConditionIsAnotherMetric() {
        MetricCatalog web = MetricCatalog.parse(catalog("data.service == 'web'"));
        MetricCatalog app = MetricCatalog.parse(catalog("data.service == 'app'"));

        assertThat(web.endedBy(app)).hasSize(1);
        assertThat(web.endedBy(MetricCatalog.parse(catalog("data.service == 'web'"))))
                .isEmpty();
    }

    private static boolean ofElements(String condition, int elements) {
        Map<String, Object> data =
                Map.of("x", "x", "l", LongStream.range(9, 9 + elements).boxed().toList());
        return Condition.of(condition).matches("view", null, TIME, data);
    }

    private static boolean ofText(String condition, int length) {
        return Condition.of(condition).matches("view", null, TIME, Map.of("x", "x".repeat(length)));
    }

    private static String catalog(String where) {
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of("metrics", List.of(Map.of("name", "m", "counter", Map.of(), "where", where))));
    }

    private static boolean matches(String condition) {
        Condition parsed = Condition.of(condition);
        boolean matches = parsed.matches("view", "u1", TIME, DATA);
        assertThat(parsed.couldMatch(DATA) || !matches).isTrue();
        return matches;
    }

    private static void assertRefused(@Nullable String condition, String why) {
        assertThatThrownBy(() -> Condition.of(String.valueOf(condition)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(why);
    }
}
