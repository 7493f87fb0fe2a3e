package io.tidemark.cli.audit;

import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.StoreSnapshot.StoredName;

/** Names of a store that need not exist. */
final class PlainNames implements StoreNames {

    @Override
    public StoredName of(MetricDefinition metric, long pane, String group, String part) {
        Window window = metric.window();
        boolean single = metric.kind() == MetricDefinition.Kind.COUNTER && metric.by() == null;
        if (single) {
            return of(metric.name().text());
        }
        return new StoredName(
                window == null || pane == MetricDelta.ALL_TIME
                        ? metric.name().text()
                        : metric.name() + ":" + window.label(pane),
                part.isEmpty() ? group : group + ":" + part);
    }

    @Override
    public String keyOf(MetricDefinition metric, long pane) {
        return of(metric, pane, MetricDelta.UNGROUPED, "").key();
    }

    @Override
    public StoredName inIndex(MetricDefinition metric, long pane, String group) {
        return new StoredName(keyOf(metric, pane) + ":groups", group);
    }

    @Override
    public StoredName of(String eventType) {
        return new StoredName("counters", eventType);
    }
}
