package io.tidemark.api.query;

import io.tidemark.api.query.WindowAnswer.Point;
import io.tidemark.metric.Aggregation;
import io.tidemark.metric.MetricValue;
import io.tidemark.metric.store.WindowValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** The points of one group over all panes, and all panes as one. */
record Series(String group, List<Point> points, Reading total) {

    /** Of one group; where nothing is stored of it, it says what the aggregation says of nothing. */
    static Series of(String group, WindowValues values, Aggregation aggregation, List<BigDecimal> quantiles) {
        MetricValue nothing = aggregation.nothing();
        List<Point> points = values.panes().stream()
                .map(pane -> Point.of(
                        Instant.ofEpochMilli(pane.start()),
                        Reading.of(pane.groups().getOrDefault(group, nothing), quantiles)))
                .toList();
        return new Series(group, points, Reading.of(values.totals().getOrDefault(group, nothing), quantiles));
    }
}
