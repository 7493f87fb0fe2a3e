package io.tidemark.metric;

import java.util.Map;

/**
 * Quantiles of a number field with a relative error of 1 %, by the sketch of Masson, Rim and Lee, "DDSketch: a fast and
 * fully-mergeable quantile sketch with relative-error guarantees", PVLDB 12(12), 2019: the number of values in each bucket
 * (γ^(i-1), γ^i] with γ = 1.01 / 0.99. Buckets are never collapsed; a value below 10^-9, a negative one included, counts as
 * 10^-9, and one above 10^12 as 10^12. The bucket of a rounded number is that of the nearest double, by {@link StrictMath}, so
 * that it is the same everywhere.
 */
record Quantiles(FieldPath field) implements NumberAggregation {

    @Override
    public String text() {
        return "quantiles(" + field + ")";
    }

    @Override
    public boolean isPart(String name) {
        return QuantileSketch.isBucket(name);
    }

    @Override
    public Accumulator create() {
        return new QuantileSketch();
    }

    @Override
    public int operations() {
        return 0;
    }

    @Override
    public boolean accumulate(Accumulator accumulator, String number, EventFields event) {
        return ((QuantileSketch) accumulator).add(DecimalSum.doubleOf(number));
    }

    @Override
    public MetricValue restore(Map<String, String> parts) {
        QuantileSketch sketch = new QuantileSketch();
        parts.keySet().forEach(part -> sketch.add(part, Parts.count(parts, part)));
        return sketch;
    }
}
