package io.tidemark.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MetricCatalogPropertiesTest {

    @Property(tries = 300)
    void textGivesTheCatalogBack(@ForAll("catalogs") List<MetricDefinition> metrics) {
        MetricCatalog catalog = new MetricCatalog(metrics);

        assertThat(MetricCatalog.parse(catalog.text())).isEqualTo(catalog).hasSameHashCodeAs(catalog);
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
