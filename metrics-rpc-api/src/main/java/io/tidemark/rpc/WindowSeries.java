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
 * @param points one per pane without a gap, the oldest first, the pane that still runs last; unmodifiable
 * @param total  over all points, exact; null if the aggregation has none
 */
public record WindowSeries(
        String name,
        String unit,
        List<WindowPoint> points,
        @Nullable BigDecimal total) implements Serializable {

    private static final long serialVersionUID = 1L;
}
