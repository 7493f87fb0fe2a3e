package io.tidemark.api.query;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricDefinition.Kind;
import io.tidemark.metric.store.MetricReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers what has been counted, of event types and of counters by definition. Thread-safe. */
public final class Counters {

    private final MetricReader store;
    private final ActiveCatalog active;

    public Counters(MetricReader store, ActiveCatalog active) {
        this.store = store;
        this.active = active;
    }

    /** The counter of this name; throws {@link RefusedException} if there is none. */
    public CounterAnswer counter(String name) {
        return active.ask(catalog -> catalog.find(name).map(this::defined).orElseGet(() -> ofEventType(name)));
    }

    /** All counters, those that have counted nothing yet included. */
    public CountersAnswer counters() {
        return active.ask(this::counters);
    }

    private CountersAnswer counters(MetricCatalog catalog) {
        Map<String, BigDecimal> values = store.counters();
        Map<String, CounterAnswer> answers = new TreeMap<>();
        values.forEach((name, value) -> answers.put(name, CounterAnswer.of(name, value)));
        for (MetricDefinition metric : catalog.definitions()) {
            if (metric.kind() == Kind.COUNTER) {
                String name = metric.name().text();
                answers.put(name, defined(metric, values));
            }
        }
        return new CountersAnswer(List.copyOf(answers.values()));
    }

    private CounterAnswer defined(MetricDefinition metric) {
        if (metric.kind() != Kind.COUNTER) {
            throw ActiveCatalog.wrongKind(metric.name().text(), metric.kind());
        }
        return defined(metric, metric.isGrouped() ? Map.of() : store.counters());
    }

    private CounterAnswer defined(MetricDefinition metric, Map<String, BigDecimal> ungrouped) {
        String name = metric.name().text();
        return metric.isGrouped()
                ? CounterAnswer.of(metric, store.groups(metric))
                : CounterAnswer.of(name, ungrouped.get(name));
    }

    private CounterAnswer ofEventType(String name) {
        BigDecimal value = store.counters().get(name);
        if (value == null) {
            throw ActiveCatalog.unknown(name);
        }
        return CounterAnswer.of(name, value);
    }
}
