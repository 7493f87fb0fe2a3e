package io.tidemark.api.query;

import io.tidemark.api.query.WindowAnswer.Point;
import io.tidemark.metric.Decimals;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.Pane;
import io.tidemark.metric.store.WindowValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The points of one group over all panes, and all panes as one; where there is no value of it, it is 0. */
record Series(String group, List<Point> points, BigDecimal total) {

    static Series of(String group, WindowValues values) {
        List<Point> points =
                values.panes().stream().map(pane -> point(group, pane)).toList();
        return new Series(group, points, valueOf(group, values.totals()));
    }

    /** The sum of all groups. */
    static Series overGroups(WindowValues values) {
        List<Point> points = values.panes().stream()
                .map(pane -> new Point(Instant.ofEpochMilli(pane.start()), sum(pane.groups())))
                .toList();
        return new Series(MetricDelta.UNGROUPED, points, sum(values.totals()));
    }

    private static BigDecimal sum(Map<String, BigDecimal> groups) {
        return Decimals.plain(groups.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static Point point(String group, Pane pane) {
        return new Point(Instant.ofEpochMilli(pane.start()), valueOf(group, pane.groups()));
    }

    private static BigDecimal valueOf(String group, Map<String, BigDecimal> groups) {
        return Decimals.plain(groups.getOrDefault(group, BigDecimal.ZERO));
    }
}
