package io.tidemark.metric;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is measured. Every kind is the same thing with some parts fixed: events of some types, grouped by a field or not,
 * fall into panes of event time or into one that lasts for ever, and an aggregation makes a value of each.
 *
 * @param name        unique over all kinds
 * @param kind        how it is asked for and kept
 * @param events      the event types it takes; empty: all
 * @param by          the field whose text makes the groups, for a leaderboard the members; null: one value
 * @param window      the panes; null: all time. Of a leaderboard: its period's
 * @param aggregation what becomes of the events of one group and pane
 */
public record MetricDefinition(
        MetricName name,
        Kind kind,
        SortedSet<String> events,
        @Nullable FieldPath by,
        @Nullable Window window,
        Aggregation aggregation) {

    public enum Kind {
        /** All-time values, one or by group. */
        COUNTER,
        /** Members ranked by score, of all time or of each period. */
        LEADERBOARD,
        /** A value, one or by group, for each pane. */
        WINDOW
    }

    public MetricDefinition {
        events = Collections.unmodifiableSortedSet(new TreeSet<>(events));
        if (kind == Kind.WINDOW && window == null) {
            throw new InvalidDefinitionException("window of '" + name + "' is missing");
        }
        if (kind == Kind.LEADERBOARD && by == null) {
            throw new InvalidDefinitionException("leaderboard.by of '" + name + "' is missing");
        }
        if (by != null && aggregation.merging() == Merging.UNITE) {
            throw new InvalidDefinitionException("by is '" + by + "', but " + aggregation.text()
                    + " has no groups in this release; allowed with by are all other aggregations");
        }
    }

    /** The period of a leaderboard, or null. */
    public @Nullable Period period() {
        if (kind == Kind.LEADERBOARD) {
            for (Period period : Period.values()) {
                if (period.window().equals(window)) {
                    return period;
                }
            }
        }
        return null;
    }

    /** Whether its values are sketches of sets: numbers of different elements, which do not add up but unite. */
    public boolean isDistinct() {
        return aggregation.merging() == Merging.UNITE;
    }

    /** Whether it takes events of this type. */
    public boolean takes(String eventType) {
        return events.isEmpty() || events.contains(eventType);
    }

    /** Whether this is what is counted of every event type without a definition. */
    public boolean isTypeCounter() {
        return kind == Kind.COUNTER
                && by == null
                && events.size() == 1
                && events.first().equals(name.text());
    }
}
