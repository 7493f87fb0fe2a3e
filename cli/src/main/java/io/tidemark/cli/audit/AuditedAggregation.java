package io.tidemark.cli.audit;

import io.tidemark.metric.FieldPath;
import io.tidemark.metric.MetricDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The audit's own reading of what a definition aggregates.
 *
 * @param path      of the field that it reads, from the top of the event; empty: none
 * @param isElement whether it takes a text, as groups do, and not a number
 * @param isPlaced  whether it matters where an event stands
 * @param nothing   makes the value of no events
 */
record AuditedAggregation(List<String> path, boolean isElement, boolean isPlaced, Supplier<FoldedValue> nothing) {

    /** Of quantiles: γ = (1 + error) / (1 - error), and between which bounds a value counts. */
    private static final double ERROR = 0.01;

    private static final double LOG_GAMMA = StrictMath.log((1 + ERROR) / (1 - ERROR));
    private static final double LEAST = 1e-9;
    private static final double GREATEST = 1e12;

    static AuditedAggregation of(MetricDefinition metric) {
        String text = metric.aggregation().text();
        FieldPath field = metric.aggregation().field();
        if (field == null && text.equals("count")) {
            return new AuditedAggregation(List.of(), false, false, FoldedCount::new);
        }
        int open = text.indexOf('(');
        if (field == null || open < 0 || !text.startsWith(field.text(), open + 1)) {
            throw new IllegalArgumentException("the audit does not know the aggregation " + text);
        }
        String name = text.substring(0, open);
        String bounds = text.substring(open + 1 + field.text().length(), text.length() - 1);
        Supplier<FoldedValue> nothing = switch (name) {
            case "sum" -> FoldedNumbers::sum;
            case "min" -> FoldedNumbers::least;
            case "max" -> FoldedNumbers::greatest;
            case "avg" -> FoldedNumbers::mean;
            case "stddev" -> FoldedNumbers::deviation;
            case "last" -> FoldedLast::new;
            case "distinct" -> FoldedSketch::new;
            case "quantiles" -> () -> FoldedNumbers.buckets(AuditedAggregation::quantileBucket);
            case "histogram" -> histogram(bounds);
            default -> throw new IllegalArgumentException("the audit does not know the aggregation " + text);
        };
        return new AuditedAggregation(LoggedEvent.pathOf(field), name.equals("distinct"), name.equals("last"), nothing);
    }

    /** By part, what one event adds. */
    Map<String, String> alone(String value, String place) {
        if (isElement) {
            return Map.of(FoldedValue.WHOLE, value);
        }
        FoldedValue alone = nothing.get();
        alone.add(value, place);
        return alone.texts();
    }

    private static String quantileBucket(BigDecimal value) {
        double clamped = Math.min(Math.max(value.doubleValue(), LEAST), GREATEST);
        return Long.toString((long) StrictMath.ceil(StrictMath.log(clamped) / LOG_GAMMA));
    }

    /** Of bounds as they stand in the text, each behind a comma and a blank. */
    private static Supplier<FoldedValue> histogram(String list) {
        List<BigDecimal> bounds = new ArrayList<>();
        for (String bound : list.substring(2).split(", ")) {
            bounds.add(new BigDecimal(bound));
        }
        return () -> FoldedNumbers.buckets(value -> bounds.stream()
                .filter(bound -> value.compareTo(bound) <= 0)
                .findFirst()
                .map(BigDecimal::toPlainString)
                .orElse("inf"));
    }
}
