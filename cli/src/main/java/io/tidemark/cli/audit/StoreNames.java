package io.tidemark.cli.audit;

import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.StoreSnapshot.StoredName;

/** Under which names the store keeps values. */
interface StoreNames {

    /** As {@link MetricReader#nameOf(MetricDefinition, long, String, String)}. */
    StoredName of(MetricDefinition metric, long pane, String group, String part);

    /** As {@link MetricReader#nameOf(String)}. */
    StoredName of(String eventType);

    /** As {@link MetricReader#keyOf}. */
    String keyOf(MetricDefinition metric, long pane);

    /** As {@link MetricReader#nameInIndex}. */
    StoredName inIndex(MetricDefinition metric, long pane, String group);

    static StoreNames of(MetricReader reader) {
        return new StoreNames() {
            @Override
            public String keyOf(MetricDefinition metric, long pane) {
                return reader.keyOf(metric, pane);
            }

            @Override
            public StoredName inIndex(MetricDefinition metric, long pane, String group) {
                return reader.nameInIndex(metric, pane, group);
            }

            @Override
            public StoredName of(MetricDefinition metric, long pane, String group, String part) {
                return reader.nameOf(metric, pane, group, part);
            }

            @Override
            public StoredName of(String eventType) {
                return reader.nameOf(eventType);
            }
        };
    }
}
