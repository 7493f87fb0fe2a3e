package io.tidemark.processor.fold;

import static io.tidemark.processor.fold.Occurrences.PLACE_BITS;
import static io.tidemark.processor.fold.Occurrences.PLACE_MASK;
import static io.tidemark.processor.fold.Occurrences.placeOf;
import static io.tidemark.processor.fold.Occurrences.segmentOf;

import io.tidemark.metric.Deduplication;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The ids that stood in one partition not long ago, by their 64-bit hashes. An event is a duplicate if its id stood at an
 * earlier offset within a window of log time and of offsets; log time never falls, so only the last occurrence matters.
 * Verdicts come from offsets and log times alone, never from what happens to be forgotten already. Not thread-safe.
 *
 * <p>What was added since {@link #settle} can be taken back. Memory: 16 bytes for each offset within the window (8,192 at a
 * time, those without an id included) and 4 bytes for each place of an index that is at most three quarters full.
 */
public final class SeenIds {

    /**
     * An entry of the index is the place of the id's last occurrence, above it a tag of the id, and above that how far it
     * stands behind the slot where it belongs, plus one: so other ids are passed over, and moved, without a look at them.
     */
    private static final int NONE = 0;

    private static final int TAG_MASK = 0xF << PLACE_BITS;
    private static final int STEPS_SHIFT = PLACE_BITS + 4;

    /** Of so many steps or more it is only known that they are many. */
    private static final int MANY_STEPS = 14;

    private static final int SMALLEST_INDEX_BITS = 10;
    private static final int SMALLEST_UNDO = 1 << 10;

    private final Occurrences occurrences = new Occurrences();

    /** So that nobody can make ids that all fall on the same slot. */
    private final long multiplier = new SplittableRandom().nextLong() | 1;

    private Deduplication window;
    private long horizon;

    private int[] index = new int[1 << SMALLEST_INDEX_BITS];
    private int shift = Long.SIZE - SMALLEST_INDEX_BITS;
    private int ids;

    private long oldest;
    private long end;

    private long[] addedAt = new long[SMALLEST_UNDO];
    private int[] replaced = new int[SMALLEST_UNDO];
    private int added;
    private long irrevocable;

    /** @param window how far back an id is remembered */
    public SeenIds(Deduplication window) {
        this.window = window;
        this.horizon = window.horizon().toMillis();
    }

    /** Whether nothing is a duplicate, so that nobody need ask. */
    boolean isOff() {
        return window.distance() == 0;
    }

    /** Whether this window reaches back no further than what is remembered. */
    public boolean covers(Deduplication other) {
        return other.distance() == 0
                || (other.distance() <= window.distance() && other.horizon().compareTo(window.horizon()) <= 0);
    }

    /** From now on this window decides, which must be {@linkplain #covers covered}. */
    public void narrowTo(Deduplication next) {
        window = next;
        horizon = next.horizon().toMillis();
    }

    /**
     * Remembers one more occurrence; whether it is a duplicate of an earlier one.
     *
     * @param id      the hash of the id
     * @param offset  greater than all before
     * @param logTime not less than before, in milliseconds
     */
    boolean add(long id, long offset, long logTime) {
        if (offset < end) {
            throw new IllegalArgumentException("offset " + offset + " comes after " + end);
        }
        makeRoom(offset);
        int slot = find(id);
        int last = index[slot];
        index[slot] = (last == NONE ? headOf(id * multiplier, slot) : last & ~PLACE_MASK) | placeOf(offset);
        occurrences.put(placeOf(offset), id, logTime);
        end = offset + 1;
        remember(offset, last);
        if (last == NONE) {
            countUp();
            return false;
        }
        return isWithin(offset - last & PLACE_MASK, occurrences.logTime(last & PLACE_MASK), logTime);
    }

    /**
     * What was added is in the store: it is not taken back any more, and what is too old for all that can still come is
     * forgotten.
     *
     * @param offset  behind everything added
     * @param logTime the greatest record time before it
     */
    public void settle(long offset, long logTime) {
        added = 0;
        irrevocable = offset;
        while (oldest < segmentOf(end) && isTooOld(oldest, offset, logTime)) {
            forget(oldest++);
        }
    }

    /**
     * Takes back what was added at this offset and behind it.
     *
     * @return false if that is not possible: then this object is of no more use
     */
    public boolean rollBackTo(long offset) {
        if (offset < irrevocable) {
            return false;
        }
        while (added > 0 && addedAt[added - 1] >= offset) {
            added--;
            takeBack(placeOf(addedAt[added]), replaced[added]);
        }
        end = Math.min(end, offset);
        return true;
    }

    /** How many ids are remembered. */
    public int size() {
        return ids;
    }

    /** The bytes that it takes, without the few objects around its arrays. */
    public long memory() {
        return occurrences.memory()
                + (long) index.length * Integer.BYTES
                + (long) addedAt.length * (Long.BYTES + Integer.BYTES);
    }

    private boolean isWithin(long offsets, long earlier, long logTime) {
        return offsets <= window.distance() && earlier >= logTime - horizon;
    }

    /** A place names one offset only as long as the ring is longer than the offsets it holds. */
    private void makeRoom(long offset) {
        long first = segmentOf(offset) - Occurrences.SEGMENTS + 1;
        if (oldest < first) {
            for (long segment = oldest; segment < Math.min(first, oldest + Occurrences.SEGMENTS); segment++) {
                if (!occurrences.isEmpty(segment)) {
                    forget(segment);
                    irrevocable = offset;
                }
            }
            oldest = first;
        }
    }

    private boolean isTooOld(long segment, long offset, long logTime) {
        long behind = segment + 1 << Occurrences.SEGMENT_BITS;
        return behind <= offset - window.distance() || occurrences.isBefore(logTime - horizon, segment);
    }

    private void forget(long segment) {
        if (occurrences.isEmpty(segment)) {
            return;
        }
        int place = placeOf(segment << Occurrences.SEGMENT_BITS);
        for (int behind = place + Occurrences.SEGMENT_SIZE; place < behind; place++) {
            if (occurrences.has(place)) {
                int slot = slotOf(place);
                if (index[slot] != NONE) { // else the id stood again later
                    remove(slot);
                }
            }
        }
        occurrences.drop(segment);
    }

    private void takeBack(int place, int before) {
        int slot = slotOf(place);
        occurrences.clear(place);
        if (before == NONE) {
            remove(slot);
        } else {
            index[slot] = index[slot] & ~PLACE_MASK | before & PLACE_MASK;
        }
    }

    /** The slot of this id, or the free one that it is to take. */
    private int find(long id) {
        int mask = index.length - 1;
        long mixed = id * multiplier;
        int slot = homeOf(mixed);
        int head = headOf(mixed, slot);
        int entry = index[slot];
        for (int steps = 1; entry != NONE; steps++) {
            if ((entry & ~PLACE_MASK) == head && occurrences.id(entry & PLACE_MASK) == id) {
                return slot;
            }
            head = tagOf(mixed) | stepsOf(steps);
            slot = slot + 1 & mask;
            entry = index[slot];
        }
        return slot;
    }

    /** The slot with the entry of just this place, or a free one. */
    private int slotOf(int place) {
        int mask = index.length - 1;
        int slot = homeOf(occurrences.id(place) * multiplier);
        int entry = index[slot];
        while (entry != NONE && (entry & PLACE_MASK) != place) {
            slot = slot + 1 & mask;
            entry = index[slot];
        }
        return slot;
    }

    /** Entries behind a slot that becomes free move up, so that none is cut off from where its search begins. */
    private void remove(int slot) {
        int mask = index.length - 1;
        int free = slot;
        int next = slot + 1 & mask;
        for (int entry = index[next]; entry != NONE; entry = index[next]) {
            int steps = stepsOf(entry, next);
            int back = next - free & mask;
            if (steps >= back) {
                index[free] = entry & (TAG_MASK | PLACE_MASK) | stepsOf(steps - back);
                free = next;
            }
            next = next + 1 & mask;
        }
        index[free] = NONE;
        ids--;
    }

    private void countUp() {
        ids++;
        if (ids > index.length / 4 * 3) {
            grow();
        }
    }

    private void grow() {
        int[] entries = index;
        index = new int[entries.length * 2];
        shift--;
        int mask = index.length - 1;
        for (int entry : entries) {
            if (entry != NONE) {
                long mixed = occurrences.id(entry & PLACE_MASK) * multiplier;
                int slot = homeOf(mixed);
                while (index[slot] != NONE) {
                    slot = slot + 1 & mask;
                }
                index[slot] = headOf(mixed, slot) | entry & PLACE_MASK;
            }
        }
    }

    private void remember(long offset, int last) {
        if (added == addedAt.length) {
            addedAt = Arrays.copyOf(addedAt, added * 2);
            replaced = Arrays.copyOf(replaced, added * 2);
        }
        addedAt[added] = offset;
        replaced[added] = last;
        added++;
    }

    private int homeOf(long mixed) {
        return (int) (mixed >>> shift);
    }

    /** What stands above the place in an entry of this slot. */
    private int headOf(long mixed, int slot) {
        return tagOf(mixed) | stepsOf(slot - homeOf(mixed) & index.length - 1);
    }

    /** Of other bits than the slot. */
    private static int tagOf(long mixed) {
        return (int) mixed & TAG_MASK;
    }

    private static int stepsOf(int steps) {
        return Math.min(steps, MANY_STEPS) + 1 << STEPS_SHIFT;
    }

    /** How far an entry stands behind the slot where it belongs. */
    private int stepsOf(int entry, int slot) {
        int steps = (entry >>> STEPS_SHIFT) - 1;
        return steps < MANY_STEPS
                ? steps
                : slot - homeOf(occurrences.id(entry & PLACE_MASK) * multiplier) & index.length - 1;
    }
}
