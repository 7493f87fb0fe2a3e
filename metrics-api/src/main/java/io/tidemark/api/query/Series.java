package io.tidemark.api.query;

import io.tidemark.api.query.WindowAnswer.Point;
import io.tidemark.metric.Decimals;
import io.tidemark.metric.store.Pane;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** The points of one group over all panes; a pane without a value of it is 0. */
record Series(String group, List<Point> points, BigDecimal total) {

    static Series of(String group, List<Pane> panes) {
        List<Point> points = panes.stream().map(pane -> point(group, pane)).toList();
        return new Series(
                group,
                points,
                Decimals.plain(points.stream().map(Point::value).reduce(BigDecimal.ZERO, BigDecimal::add)));
    }

    private static Point point(String group, Pane pane) {
        BigDecimal value = pane.groups().getOrDefault(group, BigDecimal.ZERO);
        return new Point(Instant.ofEpochMilli(pane.start()), Decimals.plain(value));
    }
}
