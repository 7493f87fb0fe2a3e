package io.tidemark.processor.fold;

import static io.tidemark.processor.fold.Occurrences.PLACE_MASK;
import static io.tidemark.processor.fold.Occurrences.placeOf;
import static io.tidemark.processor.fold.Occurrences.segmentOf;

import io.tidemark.metric.Deduplication;
import java.time.Duration;
import java.util.Arrays;

/**
 * The ids that stood in one partition not long ago, by their 64-bit hashes. An event is a duplicate if its id stood at an
 * earlier offset within a window of log time and of offsets; log time never falls, so only the last occurrence matters.
 * Verdicts come from offsets and log times alone, never from what happens to be forgotten already. Not thread-safe.
 *
 * <p>What was added since {@link #settle} can be taken back. Memory: 16 bytes for each offset within the window (2,048 at a
 * time, those without an id included) and 4 bytes for each place of an index that is at most three quarters full.
 */
public final class SeenIds {

    private static final int SMALLEST_UNDO = 1 << 6;

    private final Occurrences occurrences = new Occurrences();
    private final IdIndex index = new IdIndex(occurrences);

    private Deduplication window;
    private long horizon;

    private long oldest;
    private long end;

    private long[] addedAt = new long[SMALLEST_UNDO];
    private int[] before = new int[SMALLEST_UNDO];
    private int added;
    private long irrevocable;

    /** @param window how far back an id is remembered */
    public SeenIds(Deduplication window) {
        this.window = window;
        this.horizon = window.horizon().toMillis();
    }

    /** Remembers nothing: covers only a rule by which nothing is a duplicate. */
    public static SeenIds none() {
        return new SeenIds(new Deduplication(Duration.ZERO, 0));
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

    /** From now on this window decides. Throws {@link IllegalArgumentException} if it is not {@linkplain #covers covered}. */
    void narrowTo(Deduplication next) {
        if (!covers(next)) {
            throw new IllegalArgumentException("ids are remembered for " + window + ", not for " + next);
        }
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
    public boolean add(long id, long offset, long logTime) {
        if (offset < end) {
            throw new IllegalArgumentException("offset " + offset + " comes after " + end);
        }
        makeRoom(offset);
        int place = placeOf(offset);
        occurrences.put(place, id, logTime);
        int last = index.put(id, place);
        end = offset + 1;
        remember(offset, last);
        return last != IdIndex.NONE
                && isWithin(offset - last & PLACE_MASK, occurrences.logTime(last & PLACE_MASK), logTime);
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
            int place = placeOf(addedAt[added]);
            index.takeBack(occurrences.id(place), before[added]);
            occurrences.clear(place);
        }
        end = Math.min(end, offset);
        oldest = Math.min(oldest, segmentOf(offset)); // what a jump left behind may be filled now
        return true;
    }

    /** How many ids are remembered. */
    public int size() {
        return index.size();
    }

    /** The bytes that it takes, without the few objects around its arrays. */
    public long memory() {
        return occurrences.memory() + index.memory() + (long) addedAt.length * (Long.BYTES + Integer.BYTES);
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
                index.remove(occurrences.id(place), place);
            }
        }
        occurrences.drop(segment);
    }

    private void remember(long offset, int last) {
        if (added == addedAt.length) {
            addedAt = Arrays.copyOf(addedAt, added * 2);
            before = Arrays.copyOf(before, added * 2);
        }
        addedAt[added] = offset;
        before[added] = last;
        added++;
    }
}
