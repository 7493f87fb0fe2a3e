package io.tidemark.metric;

import org.jspecify.annotations.Nullable;

/** How events become one value: a strategy without state over an explicit accumulator. Thread-safe. */
public interface Aggregation {

    /** As it stands in a definition: {@code count}, {@code sum(data.amount)}. */
    String text();

    /** The field that it reads, or null. */
    @Nullable FieldPath field();

    /** An accumulator that has seen nothing. */
    Accumulator create();

    /**
     * Whether the event has a value that this aggregation can take; asked before anything is accumulated.
     *
     * @param slot where {@link #field()} stands; meaningless without a field
     */
    boolean isUsable(EventFields event, int slot);

    /**
     * Adds a usable event.
     *
     * @return whether the accumulator has one more delta by it, which makes the batch larger; of a number never
     */
    boolean accumulate(Accumulator accumulator, EventFields event, int slot);

    /** The aggregation of a text as {@code sum(data.amount)}. */
    static Aggregation of(String text) {
        return Aggregations.parse(text);
    }
}
