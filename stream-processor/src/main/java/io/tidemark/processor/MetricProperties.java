package io.tidemark.processor;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.DefinitionCodec;
import io.tidemark.metric.InvalidDefinitionException;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;

/**
 * One metric as it stands under {@code tidemark.metrics}.
 *
 * @param name        its name
 * @param counter     present, as {@code {}}, for a counter
 * @param leaderboard present for a leaderboard
 * @param window      present for a window
 * @param events      the event types it takes, or what theirs begin with, as {@code order.*}; none: all
 * @param where       what an event of these types must fulfil, in CEL, as {@code data.service == 'web'}
 * @param by          the fields that make its groups, four at most
 * @param aggregate   what becomes of the events of a pane: {@code count}, {@code sum(data.amount)},
 *                    {@code distinct(userId)}
 */
record MetricProperties(
        @Nullable String name,
        @Nullable String counter,
        @Nullable Leaderboard leaderboard,
        @Nullable Window window,
        @Nullable List<String> events,
        @Nullable String where,
        @Nullable List<String> by,
        @Nullable String aggregate) {

    private static final ConfigurationPropertyName METRICS = ConfigurationPropertyName.of("tidemark.metrics");

    record Leaderboard(@Nullable List<String> by, @Nullable String period) {}

    record Window(@Nullable String every, @Nullable String keep) {}

    /**
     * The configured catalog.
     *
     * @throws InvalidDefinitionException naming the metric, the field, the value and what is allowed
     */
    static MetricCatalog catalog(Environment environment, Deduplication deduplication) {
        Iterable<ConfigurationPropertySource> sources = ConfigurationPropertySources.get(environment);
        List<MetricProperties> metrics = new Binder(sources, new PropertySourcesPlaceholdersResolver(environment))
                .bind(METRICS, Bindable.listOf(MetricProperties.class), refuseUnknownFields(sources))
                .orElse(List.of());
        return new MetricCatalog(
                metrics.stream().map(MetricProperties::definition).toList(), deduplication);
    }

    /** A misspelled field must not be passed over. Sources behind the first that has the list are hidden by it as a whole. */
    private static BindHandler refuseUnknownFields(Iterable<ConfigurationPropertySource> sources) {
        ConfigurationPropertySource first = null;
        for (ConfigurationPropertySource source : sources) {
            boolean hasList = source.containsDescendantOf(METRICS) == ConfigurationPropertyState.PRESENT;
            first = first == null && hasList ? source : first;
        }
        ConfigurationPropertySource checked = first;
        return new NoUnboundElementsBindHandler(BindHandler.DEFAULT, source -> source == checked);
    }

    private MetricDefinition definition() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("counter", counter);
        if (leaderboard != null) {
            map.put("leaderboard", shape("by", leaderboard.by(), "period", leaderboard.period()));
        }
        if (window != null) {
            map.put("window", shape("every", window.every(), "keep", window.keep()));
        }
        map.put("events", events);
        map.put("where", where);
        map.put("by", by);
        map.put("aggregate", aggregate);
        map.values().removeIf(value -> value == null);
        return DefinitionCodec.read(map);
    }

    private static Map<String, @Nullable Object> shape(
            String first, @Nullable Object firstValue, String second, @Nullable String secondValue) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put(first, firstValue);
        shape.put(second, secondValue);
        shape.values().removeIf(value -> value == null);
        return shape;
    }
}
