package io.tidemark.api.query;

import io.tidemark.api.query.WindowAnswer.Point;
import io.tidemark.metric.Aggregation;
import io.tidemark.metric.MetricValue;
import io.tidemark.metric.store.WindowValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The points of one group over all panes, and all panes as one. */
record Series(String group, List<Point> points, Reading total) {

    /** Of one group; where nothing is stored of it, it says what the aggregation says of nothing. */
    static Series of(String group, WindowValues values, Aggregation aggregation, List<BigDecimal> quantiles) {
        return series(group, values, quantiles, groups -> groups.getOrDefault(group, aggregation.nothing()));
    }

    /** Of the events of all groups. */
    static Series overGroups(WindowValues values, Aggregation aggregation, List<BigDecimal> quantiles) {
        return series("", values, quantiles, groups -> {
            MetricValue all = aggregation.nothing();
            groups.values().forEach(all::merge);
            return all;
        });
    }

    private static Series series(
            String group,
            WindowValues values,
            List<BigDecimal> quantiles,
            Function<Map<String, MetricValue>, MetricValue> value) {
        List<Point> points = values.panes().stream()
                .map(pane ->
                        Point.of(Instant.ofEpochMilli(pane.start()), Reading.of(value.apply(pane.groups()), quantiles)))
                .toList();
        return new Series(group, points, Reading.of(value.apply(values.totals()), quantiles));
    }
}
