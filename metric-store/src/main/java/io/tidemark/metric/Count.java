package io.tidemark.metric;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The number of events. */
public final class Count implements Aggregation {

    public static final Count INSTANCE = new Count();

    private Count() {}

    @Override
    public String text() {
        return "count";
    }

    @Override
    public @Nullable FieldPath field() {
        return null;
    }

    @Override
    public Accumulator create() {
        return new LongCount();
    }

    @Override
    public boolean isUsable(EventFields event, int slot) {
        return true;
    }

    @Override
    public int operations() {
        return 1;
    }

    @Override
    public boolean accumulate(Accumulator accumulator, EventFields event, int slot) {
        ((LongCount) accumulator).increment();
        return false;
    }

    @Override
    public MetricValue restore(Map<String, String> parts) {
        return new LongCount(Parts.count(parts, Accumulator.WHOLE));
    }
}
