package io.tidemark.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.audit.EngineRun.Step;
import io.tidemark.metric.store.InMemoryMetricStore;
import io.tidemark.metric.store.MetricAccounting;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import tools.jackson.databind.json.JsonMapper;

/**
 * The engine reads of data what the conditions may ask for, and evaluates only what could match; the audit makes a tree of
 * everything and evaluates always. Whatever stands in the events, they must agree.
 */
class ConditionPropertyTest {

    private static final long NOON = LogFixture.NOON;
    private static final int MAX_DEPTH = 3;

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-0.0",
            "1",
            "1.0",
            "1e0",
            "1E+3",
            "1000",
            "2.5",
            "-7",
            "123456789012345678",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "1e999",
            "1e-999",
            "1e99999999999",
            "9".repeat(400));

    /** Around what makes a difference: what is walked often may be small only, and nothing may be larger than 20,000. */
    private static final List<Integer> LENGTHS = List.of(10, 60, 90, 100, 150, 200, 290, 300, 600, 900);

    /** By what is written in the event, some of them twice in one object. */
    private static final List<String> NAMES =
            List.of("\"a\"", "\"a\"", "\"b\"", "\"b\"", "\"c\"", "\"\\u0061\"", "\"a b\"", "\"é\"", "\"\"");

    private static final List<String> PATHS = List.of(
            "data.a",
            "data.b",
            "data.a.b",
            "data.a.b.c",
            "data.b.a",
            "data['a b']",
            "data['a b'].a",
            "data['é']",
            "data.a['']",
            "data['']");

    private static final List<String> TESTS = List.of(
            "%1$s == 1",
            "%1$s != 1.0",
            "%1$s == 'x'",
            "%1$s > 0",
            "%1$s <= 1000.5",
            "%1$s == null",
            "%1$s",
            "%1$s == %2$s",
            "%1$s < %2$s",
            "has(%1$s.a)",
            "has(%1$s.b)",
            "size(%1$s) > 1",
            "%1$s.exists(e, e == 1)",
            "%1$s.all(e, e > 0)",
            "%1$s.exists_one(e, e == %2$s)",
            "%1$s.all(e, %2$s == e || has(e.a))",
            "%1$s.all(e, e == 1)",
            "%1$s.all(e, %2$s.contains(e))",
            "%1$s.exists(e, e in %2$s)",
            "%1$s.all(e, e.matches('x'))",
            "%1$s.matches('x*') && %2$s.matches('x*') && %1$s.matches('^$|x')",
            "%1$s[0] == 1",
            "%1$s in [1, 'x', true, null]",
            "%2$s in %1$s",
            "%1$s + 1 > 2",
            "%1$s - 0.5 > 2.0",
            "-%1$s < 0",
            "type(%1$s) == int",
            "type(%1$s) == type(%2$s)",
            "%1$s.matches('^[a-x]')",
            "%1$s.contains('x')",
            "string(%1$s) == '-7'",
            "double(%1$s) > 1.0",
            "int(%1$s) == 1",
            "%1$s == {'a': 1, 'b': 'x'}",
            "%1$s == [1, 'x']",
            "data.exists(k, data[k] == %1$s)",
            "'a' in data && %1$s == 1",
            "size(data) == 2",
            "[%1$s, %2$s].exists(data, data == 1)",
            "eventType == 'a'",
            "userId == null",
            "userId > 'b'",
            "timestamp % 2 == 0");

    @Property(tries = 3_000)
    void engineAndAuditAgreeOnWhatMatches(
            @ForAll("conditions") List<String> conditions, @ForAll("events") List<String> events)
            throws NotProvableException {
        InMemoryMetricStore store = new InMemoryMetricStore(Clock.fixed(Instant.ofEpochMilli(NOON), ZoneOffset.UTC));
        EngineRun run = new EngineRun(store, store, NOON);
        run.take(new Step.Fold(0));
        run.take(new Step.Activate(catalog(conditions)));
        events.forEach(event -> run.take(new Step.Append(0, 0, 1, 0, Optional.of(event.getBytes(UTF_8)))));
        run.take(new Step.Fold(0));

        assertThat(run.audit().differences()).isEmpty();
        long matched = store.snapshot().accounting().values().stream()
                .mapToLong(MetricAccounting::matched)
                .sum();
        Statistics.label("events matched")
                .collect(matched > 0)
                .coverage(some -> some.check(true).percentage(p -> p > 30));
    }

    @Provide
    Arbitrary<List<String>> conditions() {
        return conditions(2).list().uniqueElements().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<String>> events() {
        Arbitrary<String> user = Arbitraries.of("", "", ",\"userId\":\"u\"", ",\"userId\":7.0", ",\"userId\":null");
        Arbitrary<String> data = Arbitraries.frequencyOf(
                Tuple.of(12, object(0).map(object -> ",\"data\":" + object)),
                Tuple.of(
                        2,
                        Combinators.combine(object(0), object(0))
                                .as((first, last) -> ",\"data\":" + first + ",\"x\":[{}],\"data\":" + last)),
                Tuple.of(1, object(0).map(object -> ",\"data\":" + object + ",\"data\":null")),
                Tuple.of(1, Arbitraries.just("")));
        return Combinators.combine(Arbitraries.of("a", "b"), user, data)
                .as((type, u, d) -> "{\"eventType\":\"" + type + "\"" + u + d + "}")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Arbitrary<String> conditions(int depth) {
        Arbitrary<String> test = Combinators.combine(
                        Arbitraries.of(TESTS), Arbitraries.of(PATHS), Arbitraries.of(PATHS))
                .as(ConditionPropertyTest::filled);
        if (depth == 0) {
            return test;
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> conditions(depth - 1));
        return Arbitraries.frequencyOf(
                Tuple.of(4, test),
                Tuple.of(2, Combinators.combine(inner, inner).as((a, b) -> "(" + a + ") && (" + b + ")")),
                Tuple.of(2, Combinators.combine(inner, inner).as((a, b) -> "(" + a + ") || (" + b + ")")),
                Tuple.of(1, inner.map(a -> "!(" + a + ")")),
                Tuple.of(1, Combinators.combine(inner, inner).as((a, b) -> "(" + a + ") == (" + b + ")")),
                Tuple.of(
                        1,
                        Combinators.combine(inner, inner, inner)
                                .as((a, b, c) -> "(" + a + ") ? (" + b + ") : (" + c + ")")));
    }

    private static String filled(String test, String first, String second) {
        return test.replace("%1$s", first).replace("%2$s", second);
    }

    private static Arbitrary<String> object(int depth) {
        return Combinators.combine(Arbitraries.of(NAMES), Arbitraries.lazy(() -> value(depth + 1)))
                .as((name, value) -> name + " : " + value)
                .list()
                .ofMaxSize(5)
                .map(fields -> "{" + String.join(",", fields) + "}");
    }

    private static Arbitrary<String> value(int depth) {
        Arbitrary<String> scalar = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(NUMBERS)),
                Tuple.of(2, Arbitraries.of("1", "\"x\"", "true", "null")),
                Tuple.of(1, Arbitraries.of("\"\"", "\"1\"", "\"\\u0078\"", "\"\\ud800\"", "\"é\"", "false")));
        if (depth >= MAX_DEPTH) {
            return scalar;
        }
        return Arbitraries.frequencyOf(
                Tuple.of(8, scalar),
                Tuple.of(1, large()),
                Tuple.of(6, Arbitraries.lazy(() -> object(depth))),
                Tuple.of(
                        4,
                        Arbitraries.lazy(() -> value(depth + 1))
                                .list()
                                .ofMaxSize(4)
                                .map(values -> "[" + String.join(", ", values) + "]")));
    }

    private static Arbitrary<String> large() {
        Arbitrary<Integer> lengths = Arbitraries.of(LENGTHS);
        return Arbitraries.oneOf(
                lengths.map(length -> "\"" + "x".repeat(length) + "\""),
                lengths.map(length -> "\"" + "x".repeat(25 * length) + "\""),
                Combinators.combine(lengths, Arbitraries.of("1", "\"x\"", "{\"a\":1}"))
                        .as((length, element) -> "[" + element + ("," + element).repeat(length) + "]"));
    }

    private static String catalog(List<String> conditions) {
        List<Map<String, Object>> metrics = new ArrayList<>();
        for (String condition : conditions) {
            Map<String, Object> metric = new LinkedHashMap<>();
            metric.put("name", "m" + metrics.size());
            metric.put("counter", Map.of());
            metric.put("where", condition);
            metrics.add(metric);
        }
        return JsonMapper.shared().writeValueAsString(Map.of("metrics", metrics));
    }
}
