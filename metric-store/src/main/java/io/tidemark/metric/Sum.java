package io.tidemark.metric;

import java.util.Map;

/** The exact decimal sum of a number field: 0.1 a million times is 100000. */
record Sum(FieldPath field) implements NumberAggregation {

    @Override
    public String text() {
        return "sum(" + field + ")";
    }

    @Override
    public Accumulator create() {
        return new DecimalSum();
    }

    @Override
    public int operations() {
        return OPERATIONS_TO_ADD;
    }

    @Override
    public boolean accumulate(Accumulator accumulator, String number, EventFields event) {
        ((DecimalSum) accumulator).add(number);
        return false;
    }

    @Override
    public MetricValue restore(Map<String, String> parts) {
        DecimalSum sum = new DecimalSum();
        sum.add(Parts.decimal(parts, Accumulator.WHOLE));
        return sum;
    }
}
