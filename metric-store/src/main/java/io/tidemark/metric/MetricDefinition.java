package io.tidemark.metric;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is measured. Every kind is the same thing with some parts fixed: events of some types, grouped by a field or not,
 * fall into panes of event time or into one that lasts for ever, and an aggregation makes a value of each.
 *
 * @param name        unique over all kinds
 * @param kind        how it is asked for and kept
 * @param events      the event types it takes, or what theirs begin with before a {@code *}; empty: all
 * @param where       what an event of these types must fulfil; null: nothing
 * @param by          the fields whose texts make the groups, for a leaderboard the members; empty: one value
 * @param window      the panes; null: all time. Of a leaderboard: its period's
 * @param aggregation what becomes of the events of one group and pane
 */
public record MetricDefinition(
        MetricName name,
        Kind kind,
        SortedSet<String> events,
        @Nullable Condition where,
        List<FieldPath> by,
        @Nullable Window window,
        Aggregation aggregation) {

    /** At the end of an event type: whatever follows. */
    static final String ANY = "*";

    private static final int MAX_DIMENSIONS = 4;

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
        by = List.copyOf(by);
        if (by.size() > MAX_DIMENSIONS) {
            throw new InvalidDefinitionException(
                    "by has " + by.size() + " fields; allowed are up to " + MAX_DIMENSIONS);
        }
        if (new HashSet<>(by).size() < by.size()) {
            throw new InvalidDefinitionException("by has a field twice: " + by);
        }
        if (kind == Kind.LEADERBOARD && by.isEmpty()) {
            throw new InvalidDefinitionException("leaderboard.by of '" + name + "' is missing");
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

    /** Whether each group of a pane stands by itself: as a sketch, of which no hash can have several. */
    public boolean isSketchOfEachGroup() {
        return isDistinct() && isGrouped();
    }

    /** Whether it takes events of this type, of which those count that match its condition. */
    public boolean takes(String eventType) {
        return events.isEmpty()
                || events.contains(eventType)
                || events.stream()
                        .anyMatch(name ->
                                name.endsWith(ANY) && eventType.startsWith(name.substring(0, name.length() - 1)));
    }

    /** Whether it has a value for each group, or of a leaderboard for each member. */
    public boolean isGrouped() {
        return !by.isEmpty();
    }

    /** Whether this is what is counted of every event type without a definition. */
    public boolean isTypeCounter() {
        return kind == Kind.COUNTER
                && where == null
                && by.isEmpty()
                && events.size() == 1
                && events.first().equals(name.text());
    }
}
