package io.tidemark.rpc;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened pane by pane.
 *
 * @param name   the window's name
 * @param unit   the length of a pane: {@code second}, {@code minute}, {@code hour}, {@code day}, or as {@code 10s}
 * @param points one per pane without a gap, the oldest first, the pane that still runs last
 * @param total  of counts and sums the sum of all points; of distinct elements how many there were in all panes together;
 *               null if the aggregation has none
 */
public record WindowSeries(
        String name,
        String unit,
        List<WindowPoint> points,
        @Nullable BigDecimal total) implements Serializable {

    private static final long serialVersionUID = 1L;
}
