package io.tidemark.metric;

import java.math.BigDecimal;
import java.util.function.BiConsumer;

/** A count of events. */
public final class LongCount implements Accumulator, MetricValue {

    private long count;

    /** Of nothing. */
    public LongCount() {
        this(0);
    }

    /** Of so many events. */
    public LongCount(long count) {
        this.count = count;
    }

    public void increment() {
        count++;
    }

    public long count() {
        return count;
    }

    @Override
    public void merge(MetricValue other) {
        count += ((LongCount) other).count;
    }

    @Override
    public BigDecimal number() {
        return BigDecimal.valueOf(count);
    }

    /** As decimal text. */
    public String delta() {
        return Long.toString(count);
    }

    @Override
    public void deltas(BiConsumer<String, String> sink) {
        sink.accept(WHOLE, delta());
    }
}
