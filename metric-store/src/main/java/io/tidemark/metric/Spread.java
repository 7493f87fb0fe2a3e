package io.tidemark.metric;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The mean of a number field and how far its values are spread around it: {@code avg(FIELD)}, {@code stddev(FIELD)}. What
 * is kept are the exact number, sum and sum of squares of the values; they are divided when somebody asks, and rounded
 * half-even to 9 fraction digits. The standard deviation is that of the population: the values are all there are, not a sample.
 */
record Spread(FieldPath field, boolean deviation) implements NumberAggregation {

    private static final String COUNT = "count";
    private static final String SUM = "sum";
    private static final String SQUARES = "squares";
    private static final int FRACTION_DIGITS = 9;

    static Spread avg(FieldPath field) {
        return new Spread(field, false);
    }

    static Spread stddev(FieldPath field) {
        return new Spread(field, true);
    }

    @Override
    public String text() {
        return (deviation ? "stddev(" : "avg(") + field + ")";
    }

    @Override
    public boolean isPart(String name) {
        return name.equals(COUNT) || name.equals(SUM) || deviation && name.equals(SQUARES);
    }

    @Override
    public Accumulator create() {
        return new Moments(deviation);
    }

    @Override
    public int operations() {
        return 1 + (deviation ? 2 : 1) * OPERATIONS_TO_ADD;
    }

    @Override
    public boolean accumulate(Accumulator accumulator, String number, EventFields event) {
        ((Moments) accumulator).add(number);
        return false;
    }

    @Override
    public MetricValue restore(Map<String, String> parts) {
        Moments moments = new Moments(deviation);
        if (!parts.isEmpty() && parts.size() != (deviation ? 3 : 2)) {
            throw new IllegalArgumentException("of " + text() + " there is only " + parts.keySet());
        }
        moments.count = Parts.count(parts, COUNT);
        moments.sum.add(Parts.decimal(parts, SUM));
        moments.squares = Parts.decimal(parts, SQUARES);
        if (deviation && moments.variance().signum() < 0) {
            throw new IllegalArgumentException("the parts of " + text() + " are not of the same events: " + parts);
        }
        return moments;
    }

    /** Number, sum and, if asked for, sum of squares. */
    private static final class Moments implements Accumulator, MetricValue {

        private final boolean deviation;
        private long count;
        private final DecimalSum sum = new DecimalSum();
        private BigDecimal squares = BigDecimal.ZERO;

        Moments(boolean deviation) {
            this.deviation = deviation;
        }

        void add(String number) {
            count++;
            sum.add(number);
            if (deviation) {
                BigDecimal rounded = NumberAggregation.rounded(number);
                squares = squares.add(rounded.multiply(rounded));
            }
        }

        @Override
        public void merge(MetricValue value) {
            Moments other = (Moments) value;
            count += other.count;
            sum.merge(other.sum);
            squares = squares.add(other.squares);
        }

        @Override
        public @Nullable BigDecimal number() {
            if (count == 0) {
                return null;
            }
            BigDecimal n = BigDecimal.valueOf(count);
            BigDecimal answer = deviation
                    ? variance().sqrt(MathContext.DECIMAL128).divide(n, MathContext.DECIMAL128)
                    : sum.number().divide(n, FRACTION_DIGITS, RoundingMode.HALF_EVEN);
            return Decimals.plain(answer.setScale(FRACTION_DIGITS, RoundingMode.HALF_EVEN));
        }

        /** Times n². */
        private BigDecimal variance() {
            return BigDecimal.valueOf(count)
                    .multiply(squares)
                    .subtract(sum.number().pow(2));
        }

        @Override
        public void deltas(BiConsumer<String, String> sink) {
            sink.accept(COUNT, Long.toString(count));
            sink.accept(SUM, sum.delta());
            if (deviation) {
                sink.accept(SQUARES, Decimals.plain(squares).toPlainString());
            }
        }
    }
}
