package io.tidemark.benchmarks;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.MetricReader;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** The values of {@link Totals} as the store serves them. */
final class StoredTotals {

    private StoredTotals() {}

    static Map<String, BigDecimal> read(MetricReader store, MixedEvents events, Clock clock) {
        MetricCatalog catalog = store.catalog().catalog();
        Map<String, BigDecimal> values = new HashMap<>();
        store.counters().forEach((name, count) -> values.put(Totals.counter(name), count));
        store.window(definition(catalog, "revenue"), events.first(), events.last(), clock.instant())
                .panes()
                .forEach(pane -> pane.groups()
                        .values()
                        .forEach(
                                sum -> values.put(Totals.revenue(pane.start()), Objects.requireNonNull(sum.number()))));
        store.top(definition(catalog, "top_pages"), OptionalLong.empty(), 2 * MixedEvents.PAGES)
                .forEach(entry -> values.put(Totals.page(entry.member()), entry.score()));
        return values;
    }

    private static MetricDefinition definition(MetricCatalog catalog, String name) {
        return catalog.find(name)
                .orElseThrow(() ->
                        new IllegalStateException("the processor's catalog has no '" + name + "': " + catalog.text()));
    }
}
