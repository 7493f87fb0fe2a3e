package io.tidemark.metric;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The least or the greatest number of a field: {@code min(FIELD)}, {@code max(FIELD)}. */
record Extreme(FieldPath field, Merging merging) implements NumberAggregation {

    static Extreme min(FieldPath field) {
        return new Extreme(field, Merging.LEAST);
    }

    static Extreme max(FieldPath field) {
        return new Extreme(field, Merging.GREATEST);
    }

    @Override
    public String text() {
        return (merging == Merging.LEAST ? "min(" : "max(") + field + ")";
    }

    @Override
    public Accumulator create() {
        return new Farthest(merging == Merging.LEAST ? -1 : 1);
    }

    @Override
    public int operations() {
        return OPERATIONS_TO_CHOOSE;
    }

    @Override
    public boolean accumulate(Accumulator accumulator, String number, EventFields event) {
        ((Farthest) accumulator).add(NumberAggregation.rounded(number));
        return false;
    }

    @Override
    public MetricValue restore(Map<String, String> parts) {
        Farthest farthest = new Farthest(merging == Merging.LEAST ? -1 : 1);
        if (!parts.isEmpty()) {
            farthest.add(Parts.decimal(parts, Accumulator.WHOLE));
        }
        return farthest;
    }

    /** The number farthest in one direction. */
    private static final class Farthest implements Accumulator, MetricValue {

        private final int direction;
        private @Nullable BigDecimal number;

        Farthest(int direction) {
            this.direction = direction;
        }

        void add(BigDecimal other) {
            if (number == null || other.compareTo(number) * direction > 0) {
                number = other;
            }
        }

        @Override
        public void merge(MetricValue value) {
            Farthest other = (Farthest) value;
            if (other.number != null) {
                add(other.number);
            }
        }

        @Override
        public @Nullable BigDecimal number() {
            return number == null ? null : Decimals.plain(number);
        }

        @Override
        public void deltas(BiConsumer<String, String> sink) {
            if (number != null) {
                sink.accept(WHOLE, number.toPlainString());
            }
        }
    }
}
