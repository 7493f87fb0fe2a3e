package io.tidemark.metric.store;

import io.tidemark.metric.Aggregation;
import io.tidemark.metric.HyperLogLog;
import io.tidemark.metric.LongCount;
import io.tidemark.metric.MetricValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a window holds over a span of time.
 *
 * @param panes  the oldest first, none left out
 * @param totals by group, or under {@link MetricDelta#UNGROUPED}, all of its values in these panes merged into one. Empty if
 *               nothing fell into them
 */
public record WindowValues(List<Pane> panes, Map<String, MetricValue> totals) {

    public WindowValues {
        panes = List.copyOf(panes);
        totals = Map.copyOf(totals);
    }

    /**
     * Of the elements in each pane; of a pane only their number is kept.
     *
     * @param first the start of the first pane, in milliseconds since the epoch
     * @param every the length of a pane in milliseconds
     * @param sketches of each pane, in their order; null for one into which nothing fell. Walked once
     */
    public static WindowValues ofSketches(long first, long every, Iterable<@Nullable HyperLogLog> sketches) {
        List<Pane> panes = new ArrayList<>();
        HyperLogLog union = new HyperLogLog();
        boolean empty = true;
        for (HyperLogLog sketch : sketches) {
            long start = first + panes.size() * every;
            if (sketch == null) {
                panes.add(new Pane(start, Map.of()));
            } else {
                panes.add(new Pane(start, Map.of(MetricDelta.UNGROUPED, new LongCount(sketch.count()))));
                union.merge(sketch);
                empty = false;
            }
        }
        return new WindowValues(panes, empty ? Map.of() : Map.of(MetricDelta.UNGROUPED, union));
    }

    /** Of values of which each pane has the whole. */
    public static WindowValues of(Aggregation aggregation, List<Pane> panes) {
        Map<String, MetricValue> totals = new HashMap<>();
        panes.forEach(pane -> pane.groups()
                .forEach((group, value) -> totals.computeIfAbsent(group, g -> aggregation.nothing())
                        .merge(value)));
        return new WindowValues(panes, totals);
    }
}
