package io.tidemark.metric.store;

import io.tidemark.metric.MetricDefinition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * The store as the API sees it. Every method answers as of one moment and throws {@link StoreUnavailableException} if
 * the store does not answer, or {@link StoreDamagedException} if what it asks for was overwritten. Thread-safe.
 */
public interface MetricReader {

    /** The version in force, or {@link CatalogVersion#NONE}. */
    CatalogVersion catalog();

    /** Every version there was, the oldest first. */
    List<CatalogVersion> catalogHistory();

    /** All counters without groups, those of event types included, by name. */
    Map<String, BigDecimal> counters();

    /** The values of a grouped counter by group. */
    Map<String, BigDecimal> groups(MetricDefinition counter);

    /**
     * The first places of a leaderboard.
     *
     * @param pane of a board with a period, the start of the pane; empty: the current one. Without a period: empty
     */
    List<BoardEntry> top(MetricDefinition board, OptionalLong pane, int topN);

    /** The places of a member and of its neighbours, up to {@code reach} on each side; empty if the member has no place. */
    List<BoardEntry> around(MetricDefinition board, OptionalLong pane, String member, int reach);

    /**
     * The panes of a window from the one that holds {@code from} to the one that holds {@code to}. Panes that are no
     * longer kept at {@code now}, or by the log's own time, are empty.
     */
    default WindowValues window(MetricDefinition window, Instant from, Instant to, Instant now) {
        return window(window, from, to, now, Grain.FINEST);
    }

    /**
     * The same with panes and groups merged.
     *
     * @throws TooLargeException if it is more than the store hands out at a time
     */
    WindowValues window(MetricDefinition window, Instant from, Instant to, Instant now, Grain grain);

    /** Every topic that is or was folded, in the order of their names. */
    SortedSet<String> topics();

    /** What is known of a topic's log; {@link TopicLedger#NONE} if nothing is. */
    TopicLedger ledger(String topic);

    /** What became of the events that a metric takes. */
    MetricAccounting accounting(MetricDefinition metric);

    /** Everything in the store, of one moment. */
    StoreSnapshot snapshot();

    /**
     * Where a part of the value of a pane and group is kept, whether it is there or not.
     *
     * @param pane the start of the pane; {@link MetricDelta#ALL_TIME} for what has no panes, and of a board with a period
     *     for its copy of the current one
     * @param group the group or member; {@link MetricDelta#UNGROUPED} for what is not grouped
     * @param part the part; {@link io.tidemark.metric.Accumulator#WHOLE} for what has one only
     */
    StoreSnapshot.StoredName nameOf(MetricDefinition metric, long pane, String group, String part);

    /**
     * The key of a pane. Whatever else is kept of the pane has keys that go on with a colon.
     *
     * @param pane as {@link #nameOf(MetricDefinition, long, String, String)} has it
     */
    String keyOf(MetricDefinition metric, long pane);

    /** Where the index of a pane has a group, whether it is there or not; its value is {@link #indexed}. */
    StoreSnapshot.StoredName nameInIndex(MetricDefinition metric, long pane, String group);

    /** What an index has of a group: its {@link io.tidemark.metric.GroupHash}, told from a value. */
    static String indexed(String hash) {
        return "score " + hash;
    }

    /** Where the automatic counter of an event type is kept. */
    StoreSnapshot.StoredName nameOf(String eventType);
}
