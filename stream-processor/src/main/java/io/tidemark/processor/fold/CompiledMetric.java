package io.tidemark.processor.fold;

import io.tidemark.metric.Condition;
import io.tidemark.metric.EventFields;
import io.tidemark.metric.GroupText;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.MetricDelta;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A definition with the slots of its fields, ready to take events. */
final class CompiledMetric {

    private final MetricDefinition definition;
    private final int index;
    private final @Nullable Condition where;
    private final int[] bySlots;
    private final int valueSlot;

    CompiledMetric(MetricDefinition definition, int index, Projection projection) {
        this.definition = definition;
        this.index = index;
        this.where = definition.where();
        this.bySlots = definition.by().stream().mapToInt(projection::slotOf).toArray();
        this.valueSlot = projection.slotOf(definition.aggregation().field());
    }

    MetricDefinition definition() {
        return definition;
    }

    /** Its place among the metrics of the catalog. */
    int index() {
        return index;
    }

    /**
     * Whether an event of a type that the metric takes counts for it.
     *
     * @param time event time in milliseconds since the epoch
     * @param data what {@link ConditionFields} found
     */
    boolean matches(EventDecoder event, long time, Map<String, Object> data) {
        return where == null
                || where.couldMatch(data)
                        && where.matches(event.eventType(), event.text(Projection.USER_ID), time, data);
    }

    /** Adds one event that the metric takes: it is applied, late or unusable, tested in the order late, unusable. */
    void fold(EventFields event, long time, long logTime, MetricDelta delta) {
        long pane = MetricDelta.ALL_TIME;
        Window window = definition.window();
        if (window != null) {
            pane = window.paneStart(time);
            if (window.isLate(pane, logTime)) {
                delta.countLate();
                return;
            }
        }
        String group = group(event);
        if (group == null || !definition.aggregation().isUsable(event, valueSlot)) {
            delta.countUnusable();
            return;
        }
        delta.apply(pane, group, event, valueSlot);
    }

    /** Null if the event has no group that this metric can take. */
    private @Nullable String group(EventFields event) {
        if (bySlots.length == 1) {
            return dimension(event, bySlots[0]);
        }
        if (bySlots.length == 0) {
            return MetricDelta.UNGROUPED;
        }
        String[] dimensions = new String[bySlots.length];
        for (int i = 0; i < dimensions.length; i++) {
            String dimension = dimension(event, bySlots[i]);
            if (dimension == null) {
                return null;
            }
            dimensions[i] = dimension;
        }
        String group = GroupText.of(dimensions);
        return group.length() > GroupText.MAX_LENGTH ? null : group;
    }

    private @Nullable String dimension(EventFields event, int slot) {
        String text = event.text(slot);
        if (text == null) {
            return definition.kind() == MetricDefinition.Kind.LEADERBOARD ? null : GroupText.NONE;
        }
        return text.length() > GroupText.MAX_LENGTH ? null : GroupText.ofValue(text);
    }
}
