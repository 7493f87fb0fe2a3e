package io.tidemark.metric;

/**
 * The exact decimal sum of a number field: 0.1 a million times is 100000. Takes JSON numbers below 10^15 in magnitude,
 * rounded half-even to 9 fraction digits; anything else is unusable.
 */
record Sum(FieldPath field) implements Aggregation {

    @Override
    public String text() {
        return "sum(" + field + ")";
    }

    @Override
    public Accumulator create() {
        return new DecimalSum();
    }

    @Override
    public boolean isUsable(EventFields event, int slot) {
        String text = event.text(slot);
        return text != null && event.isNumber(slot) && DecimalSum.isUsable(text);
    }

    @Override
    public boolean accumulate(Accumulator accumulator, EventFields event, int slot) {
        String text = event.text(slot);
        if (text != null) {
            ((DecimalSum) accumulator).add(text);
        }
        return false;
    }
}
