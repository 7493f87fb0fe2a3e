package io.tidemark.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A settings file that was edited before a restart, and a catalog that was changed since it was read. */
class CatalogEditPropertiesTest {

    @Property
    void eachMetricIsAsInTheEditedFileIfItDiffersThereAndAsItWasElse(
            @ForAll("catalogs") MetricCatalog inUse,
            @ForAll("catalogs") MetricCatalog before,
            @ForAll("catalogs") MetricCatalog after) {
        Map<MetricName, MetricDefinition> expected = byName(inUse);
        Set<MetricName> names = new HashSet<>(byName(before).keySet());
        names.addAll(byName(after).keySet());
        for (MetricName name : names) {
            MetricDefinition was = byName(before).get(name);
            MetricDefinition is = byName(after).get(name);
            boolean untouched = was == null ? is == null : was.equals(is);
            if (!untouched && is == null) {
                expected.remove(name);
            } else if (!untouched) {
                expected.put(name, is);
            }
        }

        MetricCatalog edited = inUse.withEdits(before, after);

        assertThat(byName(edited)).isEqualTo(expected);
    }

    @Property
    void aFileThatWasNotEditedChangesNothing(
            @ForAll("catalogs") MetricCatalog inUse, @ForAll("catalogs") MetricCatalog file) {
        assertThat(inUse.withEdits(file, file)).isEqualTo(inUse);
    }

    @Property
    void aCatalogThatNobodyElseChangedIsTheFileThen(
            @ForAll("catalogs") MetricCatalog before, @ForAll("catalogs") MetricCatalog after) {
        assertThat(before.withEdits(before, after)).isEqualTo(after);
    }

    @Property
    void whatTheFileNeverHadStays(
            @ForAll("catalogs") MetricCatalog inUse,
            @ForAll("catalogs") MetricCatalog before,
            @ForAll("catalogs") MetricCatalog after) {
        Map<MetricName, MetricDefinition> made = byName(inUse);
        made.keySet().removeAll(byName(before).keySet());
        made.keySet().removeAll(byName(after).keySet());

        MetricCatalog edited = inUse.withEdits(before, after);

        assertThat(byName(edited)).containsAllEntriesOf(made);
    }

    @Test
    void deduplicationIsAsInTheFileIfItWasEditedThere() {
        MetricCatalog usual = MetricCatalog.EMPTY;
        MetricCatalog hour = new MetricCatalog(Set.of(), new Deduplication(Duration.ofHours(1), 5));
        MetricCatalog day = new MetricCatalog(Set.of(), new Deduplication(Duration.ofHours(24), 5));

        assertThat(hour.withEdits(usual, day)).isEqualTo(day);
        assertThat(hour.withEdits(usual, usual)).isEqualTo(hour);
    }

    @Provide
    Arbitrary<MetricCatalog> catalogs() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c", "d");
        Arbitrary<String> fields = Arbitraries.of("userId", "eventType");
        return Arbitraries.maps(names, fields)
                .map(metrics -> new MetricCatalog(metrics.entrySet().stream()
                        .map(metric -> DefinitionCodec.read(
                                Map.of("name", metric.getKey(), "counter", Map.of(), "by", metric.getValue())))
                        .toList()));
    }

    private static Map<MetricName, MetricDefinition> byName(MetricCatalog catalog) {
        return new HashMap<>(catalog.definitions().stream()
                .collect(Collectors.toMap(MetricDefinition::name, definition -> definition)));
    }
}
