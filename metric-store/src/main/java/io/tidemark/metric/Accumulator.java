package io.tidemark.metric;

import java.util.Collection;

/**
 * What an aggregation remembers of the events it has seen. Merging is associative and commutative, so batches and
 * partitions merge in any order. Not thread-safe.
 */
public interface Accumulator {

    /** Adds what the other one holds, which must come from the same aggregation. */
    void merge(Accumulator other);

    /**
     * What this accumulator adds to the stored value: of a number one canonical decimal text, of a set its elements in
     * any order.
     */
    Collection<String> deltas();
}
