package io.tidemark.metric;

import io.tidemark.event.EventRules;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that is measured, as one whole: a catalog is replaced, never edited. Immutable.
 *
 * <p>Besides its metrics every event type is counted under its own name, unless a metric that means something else has
 * taken that name.
 */
public final class MetricCatalog {

    public static final MetricCatalog EMPTY = new MetricCatalog(List.of());

    /** What a node of ZooKeeper holds, compressed, with ease. */
    public static final int MAX_METRICS = 10_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final SortedMap<MetricName, MetricDefinition> metrics = new TreeMap<>();
    private final Deduplication deduplication;

    /** The shape of the text. */
    private record Text(
            @Nullable List<Map<String, Object>> metrics,
            @Nullable Map<String, Object> deduplication) {}

    /** With the default deduplication. Throws {@link InvalidDefinitionException} if there are two of a name, or too many. */
    public MetricCatalog(Collection<MetricDefinition> definitions) {
        this(definitions, Deduplication.DEFAULT);
    }

    /** Throws {@link InvalidDefinitionException} if there are two of a name, {@link CatalogFullException} if too many. */
    public MetricCatalog(Collection<MetricDefinition> definitions, Deduplication deduplication) {
        if (definitions.size() > MAX_METRICS) {
            throw new CatalogFullException(definitions.size());
        }
        this.deduplication = deduplication;
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
            Text catalog = JSON.readValue(text, Text.class);
            if (catalog == null
                    || catalog.metrics() == null
                    || catalog.metrics().contains(null)) {
                throw new InvalidDefinitionException("the catalog '" + EventRules.shown(text)
                        + "' is no JSON of metrics: it must be {\"metrics\":[…]}, with \"deduplication\":{…} if not"
                        + " the default");
            }
            return new MetricCatalog(
                    catalog.metrics().stream().map(DefinitionCodec::read).toList(),
                    catalog.deduplication() == null
                            ? Deduplication.DEFAULT
                            : Deduplication.read(catalog.deduplication()));
        } catch (JacksonException e) {
            throw new InvalidDefinitionException(
                    "the catalog '" + EventRules.shown(text) + "' is no JSON of metrics: " + e.getOriginalMessage());
        }
    }

    /** The canonical JSON: equal catalogs have equal texts. */
    public String text() {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put(
                "metrics", metrics.values().stream().map(DefinitionCodec::write).toList());
        if (!deduplication.equals(Deduplication.DEFAULT)) {
            text.put("deduplication", deduplication.write());
        }
        return JSON.writeValueAsString(text);
    }

    /** All definitions, by name. */
    public Collection<MetricDefinition> definitions() {
        return metrics.values();
    }

    /** By which events of the offsets that this catalog rules are told to be duplicates. */
    public Deduplication deduplication() {
        return deduplication;
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

    /**
     * This catalog, with what was edited elsewhere: whatever differs between {@code before} and {@code after} is as in
     * {@code after}, all else as it is here.
     */
    public MetricCatalog withEdits(MetricCatalog before, MetricCatalog after) {
        SortedMap<MetricName, MetricDefinition> edited = new TreeMap<>(metrics);
        Set<MetricName> names = new HashSet<>(before.metrics.keySet());
        names.addAll(after.metrics.keySet());
        for (MetricName name : names) {
            MetricDefinition now = after.metrics.get(name);
            if (!Objects.equals(before.metrics.get(name), now)) {
                edited.compute(name, (same, here) -> now);
            }
        }
        boolean sameRule = before.deduplication.equals(after.deduplication);
        return new MetricCatalog(edited.values(), sameRule ? deduplication : after.deduplication);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MetricCatalog catalog
                && metrics.equals(catalog.metrics)
                && deduplication.equals(catalog.deduplication);
    }

    @Override
    public int hashCode() {
        return Objects.hash(metrics, deduplication);
    }

    @Override
    public String toString() {
        return text();
    }
}
