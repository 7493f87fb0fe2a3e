package io.tidemark.metric;

import io.tidemark.event.EventRules;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that is measured, as one whole: a catalog is replaced, never edited. Immutable.
 *
 * <p>Besides its metrics every event type is counted under its own name, unless a metric that means something else has
 * taken that name.
 */
public final class MetricCatalog {

    public static final MetricCatalog EMPTY = new MetricCatalog(List.of());

    private static final JsonMapper JSON = JsonMapper.shared();

    private final SortedMap<MetricName, MetricDefinition> metrics = new TreeMap<>();

    /** Throws {@link InvalidDefinitionException} if two metrics have the same name. */
    public MetricCatalog(Collection<MetricDefinition> definitions) {
        for (MetricDefinition definition : definitions) {
            if (metrics.put(definition.name(), definition) != null) {
                throw new InvalidDefinitionException(
                        "two metrics are named '" + definition.name() + "'; a name is unique over all kinds");
            }
        }
    }

    /** Of the text that {@link #text()} gave. */
    public static MetricCatalog parse(String text) {
        try {
            Map<String, List<Map<String, Object>>> catalog = JSON.readValue(text, new TypeReference<>() {});
            List<Map<String, Object>> definitions = catalog == null ? null : catalog.get("metrics");
            if (definitions == null || definitions.contains(null) || catalog.size() > 1) {
                throw new InvalidDefinitionException("the catalog '" + EventRules.shown(text)
                        + "' is no JSON of metrics: it must be {\"metrics\":[…]} and nothing else");
            }
            return new MetricCatalog(
                    definitions.stream().map(DefinitionCodec::read).toList());
        } catch (JacksonException e) {
            throw new InvalidDefinitionException(
                    "the catalog '" + EventRules.shown(text) + "' is no JSON of metrics: " + e.getOriginalMessage());
        }
    }

    /** The canonical JSON: equal catalogs have equal texts. */
    public String text() {
        return JSON.writeValueAsString(Map.of(
                "metrics", metrics.values().stream().map(DefinitionCodec::write).toList()));
    }

    /** All definitions, by name. */
    public Collection<MetricDefinition> definitions() {
        return metrics.values();
    }

    public Optional<MetricDefinition> find(String name) {
        return EventRules.isName(name)
                ? metrics.values().stream()
                        .filter(m -> m.name().text().equals(name))
                        .findFirst()
                : Optional.empty();
    }

    /** Whether events of this type are counted under its name without, or as if without, a definition. */
    public boolean countsType(String eventType) {
        return find(eventType).map(MetricDefinition::isTypeCounter).orElse(true);
    }

    /**
     * The metrics of this catalog whose values do not go on in the next one, because they are gone or mean something
     * else there. What is counted of every event type goes on.
     */
    public List<MetricDefinition> endedBy(MetricCatalog next) {
        return metrics.values().stream()
                .filter(metric -> !metric.isTypeCounter())
                .filter(metric -> !metric.equals(next.metrics.get(metric.name())))
                .toList();
    }

    /**
     * The names that this catalog takes for metrics, and under which the current one counts an event type if it is seen.
     * Once it was seen, such a name cannot be taken.
     */
    public List<MetricName> namesNewTo(MetricCatalog current) {
        return metrics.values().stream()
                .filter(metric -> !metric.isTypeCounter())
                .map(MetricDefinition::name)
                .filter(name -> current.countsType(name.text()))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MetricCatalog catalog && metrics.equals(catalog.metrics);
    }

    @Override
    public int hashCode() {
        return metrics.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
