package io.tidemark.metric.store;

import io.tidemark.event.EventRules;
import io.tidemark.metric.Accumulator;
import io.tidemark.metric.Aggregation;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which field of a hash has which part of which group: {@code group}, {@code part}, or {@code group:part}.
 *
 * @param group {@link MetricDelta#UNGROUPED} of what is not grouped
 * @param part  {@link Accumulator#WHOLE} of what has one part only
 */
public record ValueField(String group, String part) {

    /** By the name of the field; throws {@link IllegalArgumentException} if the metric has no such field. */
    public static ValueField of(MetricDefinition metric, String field) {
        Aggregation aggregation = metric.aggregation();
        if (!metric.isGrouped()) {
            if (field.equals(soleName(aggregation))) {
                return new ValueField(MetricDelta.UNGROUPED, Accumulator.WHOLE);
            }
            if (aggregation.isPart(field)) {
                return new ValueField(MetricDelta.UNGROUPED, field);
            }
        } else if (aggregation.isPart(Accumulator.WHOLE)) {
            return new ValueField(field, Accumulator.WHOLE);
        } else {
            // A group may have colons, and so may a part: of all ends that are parts none is the end of another.
            for (int colon = field.lastIndexOf(':'); colon >= 0; colon = field.lastIndexOf(':', colon - 1)) {
                if (aggregation.isPart(field.substring(colon + 1))) {
                    return new ValueField(field.substring(0, colon), field.substring(colon + 1));
                }
            }
        }
        throw new IllegalArgumentException("'" + EventRules.shown(field) + "' is no field of " + aggregation.text());
    }

    /** By group, what these fields hold; throws {@link IllegalArgumentException} if the metric does not have them so. */
    public static Map<String, MetricValue> values(MetricDefinition metric, Map<String, String> fields) {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        fields.forEach((name, text) -> {
            ValueField field = of(metric, name);
            groups.computeIfAbsent(field.group(), group -> new HashMap<>()).put(field.part(), text);
        });
        Map<String, MetricValue> values = new LinkedHashMap<>();
        groups.forEach((group, parts) -> values.put(group, metric.aggregation().restore(parts)));
        return values;
    }

    /** The name of the field. */
    public String name(MetricDefinition metric) {
        if (!metric.isGrouped()) {
            return part.equals(Accumulator.WHOLE) ? soleName(metric.aggregation()) : part;
        }
        return part.equals(Accumulator.WHOLE) ? group : group + ":" + part;
    }

    /** Of a value that has one part and no group, but stands in a hash: the name of its aggregation. */
    private static String soleName(Aggregation aggregation) {
        String text = aggregation.text();
        int end = text.indexOf('(');
        return end < 0 ? text : text.substring(0, end);
    }
}
