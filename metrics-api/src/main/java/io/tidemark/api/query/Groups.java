package io.tidemark.api.query;

import io.tidemark.metric.GroupText;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.StoreDamagedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The groups of a metric as they are told. */
final class Groups {

    private Groups() {}

    /** The text of each dimension, as stored, by its field. */
    static Map<String, String> by(MetricDefinition metric, String group) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<String> dimensions = dimensions(metric, group);
        for (int i = 0; i < dimensions.size(); i++) {
            texts.put(metric.by().get(i).text(), dimensions.get(i));
        }
        return texts;
    }

    private static List<String> dimensions(MetricDefinition metric, String group) {
        try {
            return GroupText.dimensions(group, metric.by().size());
        } catch (IllegalArgumentException e) {
            throw new StoreDamagedException("'" + metric.name() + "' has a group that is none: " + e.getMessage(), e);
        }
    }
}
