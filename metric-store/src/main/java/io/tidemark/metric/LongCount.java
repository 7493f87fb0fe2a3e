package io.tidemark.metric;

/** A count of events. */
public final class LongCount implements Accumulator {

    private long count;

    public void increment() {
        count++;
    }

    public long count() {
        return count;
    }

    @Override
    public void merge(Accumulator other) {
        count += ((LongCount) other).count;
    }

    @Override
    public String delta() {
        return Long.toString(count);
    }
}
