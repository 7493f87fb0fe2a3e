package io.tidemark.metric.store;

import io.tidemark.metric.HyperLogLog;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a window holds over a span of time.
 *
 * @param panes  the oldest first, none left out
 * @param totals by group, or under {@link MetricDelta#UNGROUPED}, the value of all these panes as one: of counts and sums
 *               the sum; of distinct elements the number in the union, since one may be in many panes. Empty if nothing
 *               fell into them
 */
public record WindowValues(List<Pane> panes, Map<String, BigDecimal> totals) {

    public WindowValues {
        panes = List.copyOf(panes);
        totals = Map.copyOf(totals);
    }

    /** Of values that add up. */
    public static WindowValues ofSums(List<Pane> panes) {
        Map<String, BigDecimal> totals = new HashMap<>();
        panes.forEach(pane -> pane.groups().forEach((group, value) -> totals.merge(group, value, BigDecimal::add)));
        return new WindowValues(panes, totals);
    }

    /**
     * Of the elements in each pane.
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
                panes.add(new Pane(start, count(sketch)));
                union.merge(sketch);
                empty = false;
            }
        }
        return new WindowValues(panes, empty ? Map.of() : count(union));
    }

    private static Map<String, BigDecimal> count(HyperLogLog sketch) {
        return Map.of(MetricDelta.UNGROUPED, BigDecimal.valueOf(sketch.count()));
    }
}
