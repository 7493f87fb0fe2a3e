package io.tidemark.metric;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many values of a number field fell between given bounds: {@code histogram(FIELD, 10, 100, 1000)} counts those up to
 * 10, those above 10 up to 100, those above 100 up to 1000, and those above.
 *
 * @param bounds the upper ones, ascending, in canonical form
 */
record Histogram(FieldPath field, List<BigDecimal> bounds) implements NumberAggregation {

    private static final int MAX_BOUNDS = 100;

    Histogram {
        bounds = bounds.stream().map(Decimals::plain).toList();
        if (bounds.isEmpty() || bounds.size() > MAX_BOUNDS) {
            throw new InvalidDefinitionException("histogram has " + bounds.size() + " bounds; allowed are 1 to "
                    + MAX_BOUNDS + ", as in histogram(data.ms, 10, 100, 1000)");
        }
        for (int i = 1; i < bounds.size(); i++) {
            if (bounds.get(i).compareTo(bounds.get(i - 1)) <= 0) {
                throw new InvalidDefinitionException(
                        "histogram has the bound " + bounds.get(i).toPlainString() + " after "
                                + bounds.get(i - 1).toPlainString() + "; they must ascend");
            }
        }
    }

    @Override
    public String text() {
        return "histogram(" + field + ", "
                + bounds.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(", ")) + ")";
    }

    @Override
    public BucketCounts nothing() {
        return new BucketCounts(bounds);
    }

    @Override
    public boolean isPart(String name) {
        return BucketCounts.bucketOf(bounds, name) >= 0;
    }

    @Override
    public Accumulator create() {
        return new BucketCounts(bounds);
    }

    @Override
    public int operations() {
        return 0;
    }

    @Override
    public boolean accumulate(Accumulator accumulator, String number, EventFields event) {
        return ((BucketCounts) accumulator).add(NumberAggregation.rounded(number));
    }

    @Override
    public MetricValue restore(Map<String, String> parts) {
        BucketCounts counts = new BucketCounts(bounds);
        parts.keySet().forEach(part -> counts.add(part, Parts.count(parts, part)));
        return counts;
    }
}
