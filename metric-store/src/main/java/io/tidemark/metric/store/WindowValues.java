package io.tidemark.metric.store;

import io.tidemark.metric.Aggregation;
import io.tidemark.metric.HyperLogLog;
import io.tidemark.metric.LongCount;
import io.tidemark.metric.MetricValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
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
     * @param mergedInto as {@link MetricReader#window} has it
     */
    public static WindowValues ofSketches(
            long first, long every, Iterable<@Nullable HyperLogLog> sketches, LongUnaryOperator mergedInto) {
        List<Pane> panes = new ArrayList<>();
        HyperLogLog all = new HyperLogLog();
        HyperLogLog ofPane = new HyperLogLog();
        boolean empty = true;
        long start = first;
        for (HyperLogLog sketch : sketches) {
            long merged = mergedInto.applyAsLong(start);
            int last = panes.size() - 1;
            if (last < 0 || panes.get(last).start() != merged) {
                panes.add(new Pane(merged, Map.of()));
                ofPane = new HyperLogLog();
            }
            if (sketch != null) {
                ofPane.merge(sketch);
                all.merge(sketch);
                MetricValue count = new LongCount(ofPane.count());
                panes.set(panes.size() - 1, new Pane(merged, Map.of(MetricDelta.UNGROUPED, count)));
                empty = false;
            }
            start += every;
        }
        return new WindowValues(panes, empty ? Map.of() : Map.of(MetricDelta.UNGROUPED, all));
    }

    /**
     * Of values of which each pane has the whole.
     *
     * @param mergedInto as {@link MetricReader#window} has it
     */
    public static WindowValues of(Aggregation aggregation, List<Pane> panes, LongUnaryOperator mergedInto) {
        Map<String, MetricValue> totals = new HashMap<>();
        Map<Long, Map<String, MetricValue>> merged = new TreeMap<>();
        for (Pane pane : panes) {
            merge(pane.groups(), totals, aggregation);
            merge(
                    pane.groups(),
                    merged.computeIfAbsent(mergedInto.applyAsLong(pane.start()), start -> new HashMap<>()),
                    aggregation);
        }
        List<Pane> points = new ArrayList<>();
        merged.forEach((start, groups) -> points.add(new Pane(start, groups)));
        return new WindowValues(points, totals);
    }

    /**
     * The same with groups merged.
     *
     * @param mergedInto by the text of a group that of the one into which it goes
     */
    public WindowValues regrouped(Aggregation aggregation, UnaryOperator<String> mergedInto) {
        List<Pane> regrouped = panes.stream()
                .map(pane -> new Pane(pane.start(), regrouped(pane.groups(), aggregation, mergedInto)))
                .toList();
        return new WindowValues(regrouped, regrouped(totals, aggregation, mergedInto));
    }

    private static Map<String, MetricValue> regrouped(
            Map<String, MetricValue> groups, Aggregation aggregation, UnaryOperator<String> mergedInto) {
        Map<String, MetricValue> regrouped = new HashMap<>();
        groups.forEach((group, value) -> merge(Map.of(mergedInto.apply(group), value), regrouped, aggregation));
        return regrouped;
    }

    private static void merge(Map<String, MetricValue> groups, Map<String, MetricValue> into, Aggregation aggregation) {
        groups.forEach((group, value) ->
                into.computeIfAbsent(group, g -> aggregation.nothing()).merge(value));
    }
}
