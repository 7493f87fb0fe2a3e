package io.tidemark.metric;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The number of the latest event: of the greatest event time and, among equal ones, of the greatest topic, partition
 * and offset. What is stored is {@link EventFields#place() that place}, a blank and the number.
 */
record Last(FieldPath field) implements NumberAggregation {

    @Override
    public String text() {
        return "last(" + field + ")";
    }

    @Override
    public Merging merging() {
        return Merging.LATEST;
    }

    @Override
    public Accumulator create() {
        return new Latest();
    }

    @Override
    public int operations() {
        return OPERATIONS_TO_CHOOSE;
    }

    @Override
    public boolean accumulate(Accumulator accumulator, String number, EventFields event) {
        ((Latest) accumulator).add(event.place(), NumberAggregation.rounded(number));
        return false;
    }

    @Override
    public MetricValue restore(Map<String, String> parts) {
        Latest latest = new Latest();
        String text = parts.get(Accumulator.WHOLE);
        if (text != null) {
            int blank = text.lastIndexOf(' ');
            latest.add(
                    text.substring(0, Math.max(0, blank)),
                    Parts.decimal(Map.of(Accumulator.WHOLE, text.substring(blank + 1)), Accumulator.WHOLE));
        }
        return latest;
    }

    /** A number and its event's place. */
    private static final class Latest implements Accumulator, MetricValue {

        private String place = "";
        private @Nullable BigDecimal number;

        void add(String otherPlace, BigDecimal otherNumber) {
            if (number == null || otherPlace.compareTo(place) > 0) {
                place = otherPlace;
                number = otherNumber;
            }
        }

        @Override
        public void merge(MetricValue value) {
            Latest other = (Latest) value;
            if (other.number != null) {
                add(other.place, other.number);
            }
        }

        @Override
        public @Nullable BigDecimal number() {
            return number == null ? null : Decimals.plain(number);
        }

        @Override
        public void deltas(BiConsumer<String, String> sink) {
            if (number != null) {
                sink.accept(WHOLE, place + " " + number.toPlainString());
            }
        }
    }
}
