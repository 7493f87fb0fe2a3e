package io.tidemark.metric.store;

import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * How finely a window is told.
 *
 * @param pane  by the start of a pane that of the longer one into which it goes, which may be its own: both in milliseconds
 *              since the epoch, and never falling
 * @param group by the text of a group that of the one into which it goes
 */
public record Grain(LongUnaryOperator pane, UnaryOperator<String> group) {

    /** As it is stored. */
    public static final Grain FINEST = new Grain(LongUnaryOperator.identity(), UnaryOperator.identity());
}
