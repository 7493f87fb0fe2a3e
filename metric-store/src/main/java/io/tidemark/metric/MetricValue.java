package io.tidemark.metric;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is served of one group and pane, or of several together. Merging is associative and commutative, so panes merge in
 * any order. Not thread-safe.
 */
public interface MetricValue {

    /** Adds what the other one holds, which must be of the same aggregation. */
    void merge(MetricValue other);

    /** The value as one number, in canonical form; null if nothing has a value yet, or if it is not one number. */
    @Nullable BigDecimal number();
}
