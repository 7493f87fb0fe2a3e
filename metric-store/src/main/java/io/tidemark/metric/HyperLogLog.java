package io.tidemark.metric;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.commons.codec.digest.MurmurHash2;

/**
 * A sketch of a set in 16,384 registers, by which the number of its elements is told with a standard error of 0.81 %. Has
 * the registers and the count that Redis has after {@code PFADD} of the same elements. Not thread-safe.
 *
 * <p>Each element belongs to one register, which keeps the greatest rank it has seen: adding and merging are
 * idempotent, associative and commutative. The count is algorithm 6 of Otmar Ertl, "New cardinality estimation algorithms
 * for HyperLogLog sketches", arXiv:1702.01284.
 */
public final class HyperLogLog implements MetricValue {

    /** How many registers there are. */
    public static final int REGISTERS = 1 << 14;

    /** The greatest rank: one more than the bits of a hash that do not choose the register. */
    public static final int MAX_RANK = 51;

    private static final int INDEX_BITS = 14;
    private static final int SEED = 0xadc83b19;
    private static final double ALPHA = 0.721347520444481703680; // 0.5 / ln 2

    private final byte[] ranks = new byte[REGISTERS];

    /** Adds an element; half a surrogate pair in it counts as U+FFFD. */
    public void add(String element) {
        byte[] bytes = WellFormed.text(element).getBytes(UTF_8);
        long hash = MurmurHash2.hash64(bytes, bytes.length, SEED);
        long rest = hash >>> INDEX_BITS | 1L << (MAX_RANK - 1);
        raise((int) hash & (REGISTERS - 1), Long.numberOfTrailingZeros(rest) + 1);
    }

    /** Lifts a register to this rank, unless it is higher. */
    public void raise(int register, int rank) {
        if (rank > ranks[register]) {
            ranks[register] = (byte) rank;
        }
    }

    /** The greatest rank that a register has seen; 0 if none. */
    public int rank(int register) {
        return ranks[register];
    }

    /** Adds all that the other one has seen. */
    public void merge(HyperLogLog other) {
        for (int i = 0; i < REGISTERS; i++) {
            raise(i, other.ranks[i]);
        }
    }

    @Override
    public void merge(MetricValue other) {
        merge((HyperLogLog) other);
    }

    @Override
    public BigDecimal number() {
        return BigDecimal.valueOf(count());
    }

    /** About how many different elements were added. */
    public long count() {
        int[] histogram = new int[MAX_RANK + 1];
        for (byte rank : ranks) {
            histogram[rank]++;
        }
        double m = REGISTERS;
        double z = m * tau((m - histogram[MAX_RANK]) / m);
        for (int rank = MAX_RANK - 1; rank >= 1; rank--) {
            z = (z + histogram[rank]) * 0.5;
        }
        z += m * sigma(histogram[0] / m);
        return Math.round(ALPHA * m * m / z);
    }

    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = share;
        double y = 1;
        double z = share;
        for (double before = Double.NaN; before != z; y += y) {
            x *= x;
            before = z;
            z += x * y;
        }
        return z;
    }

    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double x = share;
        double y = 1;
        double z = 1 - share;
        for (double before = Double.NaN; before != z; ) {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        }
        return z / 3;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HyperLogLog sketch && Arrays.equals(ranks, sketch.ranks);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ranks);
    }

    /** The count, and a hash by which sketches of the same count but with different registers are told apart. */
    @Override
    public String toString() {
        return count() + " distinct (registers %08x)".formatted(hashCode());
    }
}
