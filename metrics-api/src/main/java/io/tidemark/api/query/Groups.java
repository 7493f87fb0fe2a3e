package io.tidemark.api.query;

import io.tidemark.metric.FieldPath;
import io.tidemark.metric.GroupText;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.StoreDamagedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The groups of a metric as they are told. */
final class Groups {

    private Groups() {}

    /**
     * The text of each dimension, as stored, by its field.
     *
     * @param by the fields of the group's dimensions
     */
    static Map<String, String> by(MetricDefinition metric, List<FieldPath> by, String group) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<String> dimensions = dimensions(metric, by.size(), group);
        for (int i = 0; i < dimensions.size(); i++) {
            texts.put(by.get(i).text(), dimensions.get(i));
        }
        return texts;
    }

    /** The text of the group that has only these dimensions of it. */
    static String only(List<FieldPath> wanted, MetricDefinition metric, String group) {
        Map<String, String> texts = by(metric, metric.by(), group);
        String[] kept = wanted.stream().map(field -> texts.get(field.text())).toArray(String[]::new);
        return switch (kept.length) {
            case 0 -> MetricDelta.UNGROUPED;
            case 1 -> kept[0];
            default -> GroupText.of(kept);
        };
    }

    private static List<String> dimensions(MetricDefinition metric, int count, String group) {
        try {
            return GroupText.dimensions(group, count);
        } catch (IllegalArgumentException e) {
            throw new StoreDamagedException("'" + metric.name() + "' has a group that is none: " + e.getMessage(), e);
        }
    }
}
