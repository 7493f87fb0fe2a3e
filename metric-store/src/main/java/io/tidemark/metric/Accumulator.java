package io.tidemark.metric;

import java.util.function.BiConsumer;

/** What an aggregation remembers of the events of a batch. Not thread-safe. */
public interface Accumulator {

    /** The part of what has one part only. */
    String WHOLE = "";

    /**
     * Hands over what this accumulator adds to the stored value, in any order: each part's name, or {@link #WHOLE}, and
     * what is {@linkplain Aggregation#merging() merged} into it. Of a set there is one of each element.
     */
    void deltas(BiConsumer<String, String> sink);
}
