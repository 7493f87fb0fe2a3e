package io.tidemark.metric;

import java.util.Map;

/**
 * How many different values a field has, whatever their number in constant space: a batch holds them exactly, the store
 * keeps a {@link HyperLogLog}. Takes the text of a text, number or boolean as it stands in the event, of at most 1,024
 * characters, as groups do; anything else is unusable.
 *
 * <p>A register of the sketch is a maximum, so the elements of any events, in any order and however often, leave the same
 * registers: what is served is a function of the log here too.
 */
record Distinct(FieldPath field) implements Aggregation {

    private static final int MAX_ELEMENT = 1024;

    @Override
    public String text() {
        return "distinct(" + field + ")";
    }

    @Override
    public Accumulator create() {
        return new ElementSet();
    }

    @Override
    public boolean isUsable(EventFields event, int slot) {
        String text = event.text(slot);
        return text != null && text.length() <= MAX_ELEMENT;
    }

    @Override
    public int operations() {
        return 0;
    }

    @Override
    public boolean accumulate(Accumulator accumulator, EventFields event, int slot) {
        String text = event.text(slot);
        return text != null && ((ElementSet) accumulator).add(text);
    }

    @Override
    public Merging merging() {
        return Merging.UNITE;
    }

    @Override
    public MetricValue restore(Map<String, String> parts) {
        throw new IllegalArgumentException("a sketch of a set is no text");
    }

    @Override
    public MetricValue nothing() {
        return new HyperLogLog();
    }
}
