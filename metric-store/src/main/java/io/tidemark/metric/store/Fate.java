package io.tidemark.metric.store;

import java.util.Locale;

/**
 * What became of an offset of the log. Every offset has exactly one fate, tested in this order, so that always, summed
 * over the partitions of a topic:
 *
 * <pre>ledger − start = gap + empty + rejected + duplicate + filtered + counted</pre>
 */
public enum Fate {
    /** Deleted from the log before it was read. */
    GAP,
    /** No record stands there: a transaction's marker, or one that was compacted away. */
    EMPTY,
    /** No valid event: on the dead-letter topic with its reason. */
    REJECTED,
    /** An event seen before. */
    DUPLICATE,
    /** Left out by a rule of consumption. */
    FILTERED,
    /** Counted under its type and offered to every metric that takes it. */
    COUNTED;

    /** As the accounting of the store spells it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
