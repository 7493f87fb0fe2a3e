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

    static StoreNames of(MetricReader reader) {
        return new StoreNames() {
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
