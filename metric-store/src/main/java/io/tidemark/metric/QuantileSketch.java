package io.tidemark.metric;

import io.tidemark.event.EventRules;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How many values fell into each bucket of {@code quantiles(FIELD)}. Not thread-safe. */
public final class QuantileSketch implements Accumulator, MetricValue {

    private static final String PREFIX = "b:";
    private static final Pattern BUCKET = Pattern.compile(PREFIX + "(0|-?[1-9]\\d{0,3})");
    private static final double ERROR = 0.01;
    private static final double GAMMA = (1 + ERROR) / (1 - ERROR);
    private static final double LOG_GAMMA = StrictMath.log(GAMMA);
    private static final double LEAST = 1e-9;
    private static final double GREATEST = 1e12;
    private static final MathContext DIGITS = new MathContext(6);

    private final TreeMap<Integer, LongCount> buckets = new TreeMap<>();
    private long count;

    /** Adds a value; answers whether it is the first one of its bucket. */
    boolean add(double value) {
        int index = indexOf(value);
        LongCount bucket = buckets.get(index);
        if (bucket == null) {
            bucket = new LongCount();
            buckets.put(index, bucket);
        }
        bucket.increment();
        count++;
        return bucket.count() == 1;
    }

    static boolean isBucket(String part) {
        return BUCKET.matcher(part).matches();
    }

    /** Adds what is stored as one part. */
    void add(String part, long values) {
        if (!isBucket(part)) {
            throw new IllegalArgumentException("'" + EventRules.shown(part) + "' is no bucket of quantiles");
        }
        add(Integer.parseInt(part.substring(PREFIX.length())), values);
    }

    static int indexOf(double value) {
        return (int) StrictMath.ceil(StrictMath.log(Math.min(Math.max(value, LEAST), GREATEST)) / LOG_GAMMA);
    }

    /**
     * The value below which this share of all values lies, within 1 % of the one at place ⌊q (n - 1)⌋ of the n in their order;
     * null if there are none.
     *
     * @param q 0 to 1
     */
    public @Nullable BigDecimal quantile(BigDecimal q) {
        // In decimals: as doubles 0.29 of 100 is a little less than 29.
        long place = q.multiply(BigDecimal.valueOf(count - 1)).longValue();
        long below = 0;
        for (Map.Entry<Integer, LongCount> bucket : buckets.entrySet()) {
            below += bucket.getValue().count();
            if (below > place) {
                return middle(bucket.getKey());
            }
        }
        return null;
    }

    /** Of all values in a bucket the one from which none is farther than the error. */
    private static BigDecimal middle(int index) {
        double middle = 2 * StrictMath.pow(GAMMA, index) / (GAMMA + 1);
        return Decimals.plain(BigDecimal.valueOf(middle).round(DIGITS));
    }

    /** How many values there are. */
    public long count() {
        return count;
    }

    @Override
    public void merge(MetricValue value) {
        QuantileSketch other = (QuantileSketch) value;
        other.buckets.forEach((index, values) -> add(index, values.count()));
    }

    private void add(int index, long values) {
        buckets.computeIfAbsent(index, i -> new LongCount()).merge(new LongCount(values));
        count += values;
    }

    /** Null: which one it is of many has to be said. */
    @Override
    public @Nullable BigDecimal number() {
        return null;
    }

    @Override
    public void deltas(BiConsumer<String, String> sink) {
        buckets.forEach((index, values) -> sink.accept(PREFIX + index, values.delta()));
    }
}
