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
import java.util.stream.Stream;

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
     * @param first    the start of the first pane, in milliseconds since the epoch
     * @param every    the length of a pane in milliseconds
     * @param sketches of each pane, in their order, those of its groups. Each is walked once
     */
    public static WindowValues ofSketches(
            long first, long every, Iterable<Stream<Map.Entry<String, HyperLogLog>>> sketches, Grain grain) {
        List<Pane> points = new ArrayList<>();
        Map<String, HyperLogLog> totals = new HashMap<>();
        Map<String, HyperLogLog> ofPoint = new HashMap<>();
        long point = grain.pane().applyAsLong(first);
        long start = first;
        for (Stream<Map.Entry<String, HyperLogLog>> ofPane : sketches) {
            long mergedInto = grain.pane().applyAsLong(start);
            if (mergedInto != point) {
                points.add(counted(point, ofPoint));
                ofPoint = new HashMap<>();
                point = mergedInto;
            }
            Map<String, HyperLogLog> into = ofPoint;
            ofPane.forEach(sketch -> {
                String group = grain.group().apply(sketch.getKey());
                into.computeIfAbsent(group, g -> new HyperLogLog()).merge(sketch.getValue());
                totals.computeIfAbsent(group, g -> new HyperLogLog()).merge(sketch.getValue());
            });
            start += every;
        }
        if (start > first) {
            points.add(counted(point, ofPoint));
        }
        return new WindowValues(points, new HashMap<>(totals));
    }

    private static Pane counted(long start, Map<String, HyperLogLog> sketches) {
        Map<String, MetricValue> counts = new HashMap<>();
        sketches.forEach((group, sketch) -> counts.put(group, new LongCount(sketch.count())));
        return new Pane(start, counts);
    }

    /** Of values of which each pane has the whole. */
    public static WindowValues of(Aggregation aggregation, List<Pane> panes, Grain grain) {
        Map<String, MetricValue> totals = new HashMap<>();
        Map<Long, Map<String, MetricValue>> merged = new TreeMap<>();
        for (Pane pane : panes) {
            Map<String, MetricValue> point =
                    merged.computeIfAbsent(grain.pane().applyAsLong(pane.start()), start -> new HashMap<>());
            pane.groups().forEach((group, value) -> {
                String mergedInto = grain.group().apply(group);
                totals.computeIfAbsent(mergedInto, g -> aggregation.nothing()).merge(value);
                point.computeIfAbsent(mergedInto, g -> aggregation.nothing()).merge(value);
            });
        }
        List<Pane> points = new ArrayList<>();
        merged.forEach((start, groups) -> points.add(new Pane(start, groups)));
        return new WindowValues(points, totals);
    }
}
