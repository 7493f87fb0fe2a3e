package io.tidemark.metric;

import java.util.Collection;
import java.util.List;

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

    /** As decimal text. */
    public String delta() {
        return Long.toString(count);
    }

    @Override
    public Collection<String> deltas() {
        return List.of(delta());
    }
}
