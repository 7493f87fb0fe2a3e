package io.tidemark.metric.store;

import io.tidemark.metric.Accumulator;
import io.tidemark.metric.EventFields;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.WellFormed;
import java.util.HashMap;
import java.util.Map;

/**
 * What one batch adds to one metric. Of the events that the metric takes,
 *
 * <pre>matched = applied + late + unusable</pre>
 *
 * <p>Not thread-safe.
 */
public final class MetricDelta {

    /** The pane of what has no panes. */
    public static final long ALL_TIME = Long.MIN_VALUE;

    /** The group of what is not grouped. */
    public static final String UNGROUPED = "";

    /** Each count has its field. */
    private static final int ACCOUNTING_OPERATIONS = 4;

    /** A board of the current period is looked at, and copied if that has not ended. */
    private static final int COPY_OPERATIONS = 4;

    /** The sketch of a group is to expire and stands in an index. */
    private static final int SKETCH_OPERATIONS = 2;

    private final MetricDefinition metric;
    private final int operationsPerCell;
    private final Map<Long, Map<String, Accumulator>> panes = new HashMap<>();
    private long applied;
    private long late;
    private long unusable;
    private int operations;

    // Neighbouring events mostly fall into the same pane: it is looked up, and its key boxed, only when it changes.
    private long lastPane;
    private Map<String, Accumulator> lastGroups = Map.of();

    public MetricDelta(MetricDefinition metric) {
        this.metric = metric;
        boolean isCopied = metric.period() != null;
        this.operations = ACCOUNTING_OPERATIONS + (isCopied ? COPY_OPERATIONS : 0);
        // The board of a period is written under its date and, if it is the current one, without.
        this.operationsPerCell = metric.aggregation().operations() * (isCopied ? 2 : 1)
                + (metric.isSketchOfEachGroup() ? SKETCH_OPERATIONS : 0);
    }

    public MetricDefinition metric() {
        return metric;
    }

    /** Adds an event that the metric's aggregation can use. */
    public void apply(long pane, String group, EventFields event, int slot) {
        if (metric.aggregation().accumulate(cell(pane, group), event, slot)) {
            operations++;
        }
        applied++;
    }

    /**
     * The accumulator of this pane and group, to which one event is about to be added.
     *
     * @param group of half a surrogate pair, which JSON can spell but UTF-8 cannot, counts as U+FFFD
     */
    public Accumulator cell(long pane, String group) {
        Map<String, Accumulator> groups = groups(pane);
        Accumulator cell = groups.get(group);
        return cell != null ? cell : newCell(groups, WellFormed.text(group));
    }

    public void countApplied() {
        applied++;
    }

    public void countLate() {
        late++;
    }

    public void countUnusable() {
        unusable++;
    }

    public long matched() {
        return applied + late + unusable;
    }

    public long applied() {
        return applied;
    }

    /** Events whose pane takes no more. */
    public long late() {
        return late;
    }

    /** Events without a value that the metric can take: no number, out of range, no member. */
    public long unusable() {
        return unusable;
    }

    /** Whether anything is added to values. */
    public boolean hasCells() {
        return !panes.isEmpty();
    }

    /** How many operations on the store applying it takes at most. */
    public int operations() {
        return operations;
    }

    /** By the start of the pane, or {@link #ALL_TIME}, and by group, or {@link #UNGROUPED}. */
    public Map<Long, Map<String, Accumulator>> panes() {
        return panes;
    }

    private Accumulator newCell(Map<String, Accumulator> groups, String group) {
        Accumulator cell = groups.get(group);
        if (cell == null) {
            cell = metric.aggregation().create();
            groups.put(group, cell);
            operations += operationsPerCell;
        }
        return cell;
    }

    private Map<String, Accumulator> groups(long pane) {
        if (pane != lastPane || lastGroups.isEmpty()) {
            lastGroups = panes.computeIfAbsent(pane, this::newPane);
            lastPane = pane;
        }
        return lastGroups;
    }

    /** A key of its own, which is to expire. */
    private Map<String, Accumulator> newPane(long start) {
        operations += metric.window() == null ? 0 : 1;
        return new HashMap<>();
    }
}
