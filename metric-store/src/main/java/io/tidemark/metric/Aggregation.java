package io.tidemark.metric;

import java.util.Map;
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
     * How many operations on the store the parts that every accumulator has cost at most, however many events it takes.
     * What it gets by the values of the events, elements or buckets, costs one each.
     */
    int operations();

    /**
     * Adds a usable event.
     *
     * @return whether the accumulator has one more element or bucket by it
     */
    boolean accumulate(Accumulator accumulator, EventFields event, int slot);

    /** How the store merges what accumulators bring. */
    default Merging merging() {
        return Merging.ADD;
    }

    /** Whether the stored value has a part of this name. What has one part only calls it {@link Accumulator#WHOLE}. */
    default boolean isPart(String name) {
        return name.equals(Accumulator.WHOLE);
    }

    /** What is served where nothing was stored: zero, or no number. */
    default MetricValue nothing() {
        return restore(Map.of());
    }

    /**
     * What is stored, as it is served. Not of a sketch of a set, which is no text.
     *
     * @param parts by name; none absent but those that are 0
     * @throws IllegalArgumentException if they are not what this aggregation has stored
     */
    MetricValue restore(Map<String, String> parts);

    /** The aggregation of a text as {@code sum(data.amount)}. */
    static Aggregation of(String text) {
        return Aggregations.parse(text);
    }
}
