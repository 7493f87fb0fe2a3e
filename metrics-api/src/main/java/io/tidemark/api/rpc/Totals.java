package io.tidemark.api.rpc;

import io.tidemark.api.query.CounterAnswer;
import io.tidemark.api.query.WindowAnswer;
import io.tidemark.rpc.WindowPoint;
import io.tidemark.rpc.WindowSeries;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers without groups. Counts and sums add up over groups, the group of those that were too many included. A list that
 * travels is an {@link ArrayList}: of others the type travels too and would have to be allowed.
 */
final class Totals {

    private Totals() {}

    static BigDecimal of(CounterAnswer answer) {
        if (answer instanceof CounterAnswer.Grouped grouped) {
            return grouped.groups().stream().map(CounterAnswer.Group::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
        return ((CounterAnswer.Single) answer).value();
    }

    static WindowSeries of(WindowAnswer answer) {
        if (answer instanceof WindowAnswer.Grouped grouped) {
            return total(grouped);
        }
        var single = (WindowAnswer.Single) answer;
        List<WindowPoint> points = new ArrayList<>();
        single.points().forEach(point -> points.add(new WindowPoint(point.start(), point.value())));
        return new WindowSeries(single.name(), single.unit(), points, single.total());
    }

    private static WindowSeries total(WindowAnswer.Grouped grouped) {
        Map<Instant, BigDecimal> values = new TreeMap<>();
        BigDecimal total = BigDecimal.ZERO;
        for (WindowAnswer.Group group : grouped.groups()) {
            group.points().forEach(point -> values.merge(point.start(), point.value(), BigDecimal::add));
            total = total.add(group.total());
        }
        List<WindowPoint> points = new ArrayList<>();
        values.forEach((start, value) -> points.add(new WindowPoint(start, value)));
        return new WindowSeries(grouped.name(), grouped.unit(), points, total);
    }
}
