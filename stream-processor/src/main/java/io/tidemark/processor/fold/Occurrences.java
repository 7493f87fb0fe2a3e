package io.tidemark.processor.fold;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where ids stood in one partition: a ring over the offsets, in segments that are there only while they hold something. A
 * place is an offset modulo the length of the ring; within the ring it names one offset only. Not thread-safe.
 *
 * <p>16 bytes for each offset of a segment that is held.
 */
final class Occurrences {

    /** Of a place. */
    static final int PLACE_BITS = 24;

    static final int PLACE_MASK = (1 << PLACE_BITS) - 1;

    static final int SEGMENT_BITS = 11;
    static final int SEGMENT_SIZE = 1 << SEGMENT_BITS;

    /** How many segments the ring has. */
    static final int SEGMENTS = 1 << (PLACE_BITS - SEGMENT_BITS);

    /** The log time of a place where no id stands: no record is that old. */
    static final long NO_ID = Long.MIN_VALUE;

    /** The log time of the last id of its segment stands behind all places. */
    private static final int NEWEST = 2 * SEGMENT_SIZE;

    /** Id and log time of each place stand side by side: who asks for one asks for the other. */
    private final long[] @Nullable [] segments = new long[SEGMENTS][];

    private long @Nullable [] spare;

    static int placeOf(long offset) {
        return (int) offset & PLACE_MASK;
    }

    /** The number of an offset's segment, counted from the partition's first offset. */
    static long segmentOf(long offset) {
        return offset >>> SEGMENT_BITS;
    }

    void put(int place, long id, long logTime) {
        int segment = place >>> SEGMENT_BITS;
        long[] slots = segments[segment];
        if (slots == null) {
            slots = empty();
            segments[segment] = slots;
        }
        int slot = slotOf(place);
        slots[slot] = id;
        slots[slot + 1] = logTime;
        slots[NEWEST] = logTime;
    }

    /** Of a place that was filled. */
    @SuppressWarnings("NullAway") // its segment is there
    long id(int place) {
        return segments[place >>> SEGMENT_BITS][slotOf(place)];
    }

    /** Of a place that was filled. */
    @SuppressWarnings("NullAway") // its segment is there
    long logTime(int place) {
        return segments[place >>> SEGMENT_BITS][slotOf(place) + 1];
    }

    /** Whether an id stands there. */
    boolean has(int place) {
        long[] slots = segments[place >>> SEGMENT_BITS];
        return slots != null && slots[slotOf(place) + 1] != NO_ID;
    }

    /** Empties a place that was filled. */
    @SuppressWarnings("NullAway") // its segment is there
    void clear(int place) {
        segments[place >>> SEGMENT_BITS][slotOf(place) + 1] = NO_ID;
    }

    /** Whether a segment holds nothing of this log time or later. */
    boolean isBefore(long logTime, long segment) {
        long[] slots = segments[(int) segment & (SEGMENTS - 1)];
        return slots == null || slots[NEWEST] < logTime;
    }

    boolean isEmpty(long segment) {
        return segments[(int) segment & (SEGMENTS - 1)] == null;
    }

    /** Gives a segment's memory to the next one that needs some. */
    void drop(long segment) {
        int index = (int) segment & (SEGMENTS - 1);
        spare = segments[index];
        segments[index] = null;
    }

    /** In bytes, without the objects around the arrays. */
    long memory() {
        long held = Arrays.stream(segments).filter(slots -> slots != null).count() + (spare == null ? 0 : 1);
        return held * (NEWEST + 1) * Long.BYTES + (long) SEGMENTS * Long.BYTES;
    }

    private long[] empty() {
        long[] slots = spare == null ? new long[NEWEST + 1] : spare;
        spare = null;
        for (int i = 1; i < NEWEST; i += 2) {
            slots[i] = NO_ID;
        }
        return slots;
    }

    private static int slotOf(int place) {
        return (place & (SEGMENT_SIZE - 1)) << 1;
    }
}
