package io.tidemark.metric;

import io.tidemark.event.EventRules;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** How many values fell between the bounds of {@code histogram(FIELD, …)}. Not thread-safe. */
public final class BucketCounts implements Accumulator, MetricValue {

    private static final String BUCKET = "b:";
    private static final String ABOVE = "inf";

    private final List<BigDecimal> bounds;
    private final long[] counts;

    BucketCounts(List<BigDecimal> bounds) {
        this.bounds = bounds;
        this.counts = new long[bounds.size() + 1];
    }

    /** Adds a value; answers whether it is the first one of its bucket. */
    boolean add(BigDecimal value) {
        int place = Collections.binarySearch(bounds, value);
        int bucket = place < 0 ? -place - 1 : place;
        counts[bucket]++;
        return counts[bucket] == 1;
    }

    /** Adds what is stored as one part. */
    void add(String part, long values) {
        int bucket = bucketOf(bounds, part);
        if (bucket < 0) {
            throw new IllegalArgumentException("'" + EventRules.shown(part) + "' is no bucket of the histogram");
        }
        counts[bucket] += values;
    }

    /** The bucket that is stored under this name; negative if there is none. */
    static int bucketOf(List<BigDecimal> bounds, String part) {
        if (part.equals(BUCKET + ABOVE)) {
            return bounds.size();
        }
        if (!part.startsWith(BUCKET) || !Parts.isDecimal(part.substring(BUCKET.length()))) {
            return -1;
        }
        int bucket = Collections.binarySearch(bounds, new BigDecimal(part.substring(BUCKET.length())));
        return bucket >= 0 && part(bounds.get(bucket).toPlainString()).equals(part) ? bucket : -1;
    }

    /** By upper bound, {@code inf} for what is above all, in ascending order: how many values are above the bound before and not above it. */
    public Map<String, Long> counts() {
        Map<String, Long> byBound = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            byBound.put(boundText(i), counts[i]);
        }
        return byBound;
    }

    /** Under which name the values up to this bound are stored. */
    private static String part(String bound) {
        return BUCKET + bound;
    }

    private String boundText(int bucket) {
        return bucket == bounds.size() ? ABOVE : bounds.get(bucket).toPlainString();
    }

    @Override
    public void merge(MetricValue value) {
        BucketCounts other = (BucketCounts) value;
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /** Null: it is no one number. */
    @Override
    public @Nullable BigDecimal number() {
        return null;
    }

    @Override
    public void deltas(BiConsumer<String, String> sink) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                sink.accept(part(boundText(i)), Long.toString(counts[i]));
            }
        }
    }
}
