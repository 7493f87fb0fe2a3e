package io.tidemark.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MetricCatalogPropertiesTest {

    @Property(tries = 300)
    void textGivesTheCatalogBack(
            @ForAll("catalogs") List<MetricDefinition> metrics, @ForAll("rules") Deduplication rule) {
        MetricCatalog catalog = new MetricCatalog(metrics, rule);

        MetricCatalog parsed = MetricCatalog.parse(catalog.text());

        assertThat(parsed).isEqualTo(catalog).hasSameHashCodeAs(catalog).hasToString(catalog.text());
        assertThat(parsed.deduplication()).isEqualTo(rule);
        metrics.forEach(metric -> assertThat(catalog.find(metric.name().text())).contains(metric));
    }

    @Property(tries = 300)
    void orderOfDefinitionsMakesNoDifference(@ForAll("catalogs") List<MetricDefinition> metrics) {
        List<MetricDefinition> reversed = new ArrayList<>(metrics);
        Collections.reverse(reversed);

        assertThat(new MetricCatalog(reversed).text()).isEqualTo(new MetricCatalog(metrics).text());
    }

    @Property(tries = 300)
    void onlyWhatGoesOnUnchangedDoesNotEnd(
            @ForAll("catalogs") List<MetricDefinition> before, @ForAll("catalogs") List<MetricDefinition> after) {
        MetricCatalog current = new MetricCatalog(before);
        MetricCatalog next = new MetricCatalog(after);

        List<MetricDefinition> ended = current.endedBy(next);

        assertThat(current.endedBy(current)).isEmpty();
        assertThat(before)
                .allSatisfy(metric -> assertThat(ended.contains(metric))
                        .isEqualTo(!metric.isTypeCounter() && !after.contains(metric)));
    }

    @Example
    void nameIsUniqueOverAllKinds() {
        MetricDefinition counter = DefinitionCodec.read(Map.of("name", "m", "counter", ""));
        MetricDefinition board = DefinitionCodec.read(Map.of("name", "m", "leaderboard", Map.of("by", "userId")));

        assertThatThrownBy(() -> new MetricCatalog(List.of(counter, board)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("two metrics are named 'm'");
    }

    @Example
    void moreThanTenThousandMetricsAreRefused() {
        List<MetricDefinition> metrics = IntStream.rangeClosed(0, MetricCatalog.MAX_METRICS)
                .mapToObj(i -> DefinitionCodec.read(Map.of("name", "m" + i, "counter", "")))
                .toList();

        assertThat(new MetricCatalog(metrics.subList(1, metrics.size())).definitions())
                .hasSize(10_000);
        assertThatThrownBy(() -> new MetricCatalog(metrics))
                .isInstanceOf(CatalogFullException.class)
                .hasMessage("the catalog would have 10001 metrics; allowed are up to 10000");
    }

    @Example
    void typesAreCountedUnlessAMetricTookTheirName() {
        MetricCatalog catalog = new MetricCatalog(List.of(
                DefinitionCodec.read(Map.of("name", "login", "counter", "", "events", "login")),
                DefinitionCodec.read(Map.of("name", "taken", "leaderboard", Map.of("by", "userId")))));

        assertThat(catalog.countsType("login")).isTrue();
        assertThat(catalog.countsType("other")).isTrue();
        assertThat(catalog.countsType("counters")).isTrue();
        assertThat(catalog.countsType("taken")).isFalse();
        assertThat(catalog.namesNewTo(MetricCatalog.EMPTY)).containsExactly(new MetricName("taken"));
        assertThat(catalog.namesNewTo(catalog)).isEmpty();
    }

    @Example
    void textThatIsNoCatalogIsRefused() {
        assertThatThrownBy(() -> MetricCatalog.parse("[1]"))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("'[1]' is no JSON of metrics");
    }

    @Example
    void defaultDeduplicationIsNotInTheText() {
        assertThat(new MetricCatalog(List.of(), Deduplication.DEFAULT).text()).isEqualTo("{\"metrics\":[]}");
        assertThat(MetricCatalog.parse("{\"metrics\":[]}").deduplication()).isEqualTo(Deduplication.DEFAULT);
    }

    @Example
    void catalogsOfOtherDeduplicationDiffer() {
        MetricCatalog off = new MetricCatalog(List.of(), new Deduplication(Duration.ofMinutes(10), 0));

        assertThat(off).isNotEqualTo(MetricCatalog.EMPTY);
        assertThat(off.text()).isEqualTo("{\"metrics\":[],\"deduplication\":{\"horizon\":\"10m\",\"distance\":0}}");
    }

    @Example
    void deduplicationOutOfItsLimitsIsRefusedByName() {
        assertThatThrownBy(() -> new Deduplication(Duration.ofHours(24).plusMillis(1), 1))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("deduplication.horizon is 'PT24H0.001S'")
                .hasMessageContaining("24h");
        assertThatThrownBy(() -> new Deduplication(Duration.ofNanos(1), 1))
                .isInstanceOf(InvalidDefinitionException.class);
        assertThatThrownBy(() -> new Deduplication(Duration.ZERO, 8_000_001))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("deduplication.distance is '8000001'");
        for (String wrong : List.of(
                "{\"horizon\":\"10x\",\"distance\":1}",
                "{\"horizon\":\"25h\",\"distance\":1}",
                "{\"horizon\":\"1m\",\"distance\":\"many\"}",
                "{\"horizon\":\"1m\",\"distance\":1.5}",
                "{\"horizon\":\"1m\",\"distance\":9999999999}",
                "{\"horizon\":\"1m\"}",
                "{\"horizon\":\"1m\",\"distance\":1,\"more\":1}")) {
            assertThatThrownBy(() -> MetricCatalog.parse("{\"metrics\":[],\"deduplication\":" + wrong + "}"))
                    .as(wrong)
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("deduplication");
        }
    }

    @Example
    void catalogWithAnUnknownPartIsRefused() {
        assertThatThrownBy(() -> MetricCatalog.parse("{\"metrics\":[],\"more\":[]}"))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("more");
    }

    @Provide
    Arbitrary<Deduplication> rules() {
        Arbitrary<Long> millis = Arbitraries.oneOf(
                Arbitraries.of(0L, 600_000L, 86_400_000L, 1_000L, 3_600_000L),
                Arbitraries.longs().between(0, 86_400_000));
        Arbitrary<Long> distances = Arbitraries.oneOf(
                Arbitraries.of(0L, 1_000_000L), Arbitraries.longs().between(0, 8_000_000));
        return Combinators.combine(millis, distances)
                .as((horizon, distance) -> new Deduplication(Duration.ofMillis(horizon), distance));
    }

    @Provide
    Arbitrary<List<MetricDefinition>> catalogs() {
        return definitions().list().ofMaxSize(8).uniqueElements(MetricDefinition::name);
    }

    private static Arbitrary<MetricDefinition> definitions() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c.d", "e-f", "G_9", "x".repeat(64));
        Arbitrary<List<String>> events =
                Arbitraries.of("a", "b", "login").list().ofMaxSize(2);
        Arbitrary<String> fields = Arbitraries.of("userId", "eventType", "data.page", "data.a.b c.é");
        return Combinators.combine(names, Arbitraries.integers().between(0, 6), events, fields)
                .as((name, shape, types, field) -> DefinitionCodec.read(definition(name, shape, types, field)));
    }

    private static Map<String, Object> definition(String name, int shape, List<String> types, String field) {
        Map<String, String> window = Map.of("every", "5m", "keep", "24h");
        return switch (shape) {
            case 0 -> Map.of("name", name, "counter", "", "events", types);
            case 1 -> Map.of("name", name, "counter", "", "events", types, "by", field);
            case 2 -> Map.of("name", name, "leaderboard", Map.of("by", field), "events", types);
            case 3 -> Map.of("name", name, "leaderboard", Map.of("by", field, "period", "day"));
            case 4 -> Map.of("name", name, "window", window, "by", field);
            case 5 -> Map.of("name", name, "window", window, "aggregate", "sum(data.x)", "events", types);
            default -> Map.of("name", name, "counter", "", "events", name);
        };
    }
}
