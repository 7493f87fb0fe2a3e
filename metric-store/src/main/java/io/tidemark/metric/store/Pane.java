package io.tidemark.metric.store;

import io.tidemark.metric.MetricValue;
import java.util.Map;

/**
 * The values of one pane of a window.
 *
 * @param start  milliseconds since the epoch
 * @param groups by group, or under {@link MetricDelta#UNGROUPED}; empty if nothing fell into the pane
 */
public record Pane(long start, Map<String, MetricValue> groups) {

    public Pane {
        groups = Map.copyOf(groups);
    }
}
