package io.tidemark.cli.audit;

import java.util.Arrays;

/**
 * At which offset each id stood last: a table of two longs for each place, at most three quarters full, since millions of
 * ids may stand within a window. Not thread-safe.
 */
final class LastOffsets {

    private static final int SMALLEST = 16;
    private static final int LARGE = 1 << 20;
    private static final long NOWHERE = -1;

    private long[] ids = new long[SMALLEST];
    private long[] offsets = emptied(SMALLEST);
    private int size;

    /** Remembers the id at this offset; where it stood before, or a negative number. */
    long put(long id, long offset) {
        int place = placeOf(id);
        long before = offsets[place];
        ids[place] = id;
        offsets[place] = offset;
        if (before == NOWHERE) {
            size++;
        }
        return before;
    }

    /** Whether something has to be forgotten before the next id is put. */
    boolean isFull() {
        return size >= ids.length / 4 * 3;
    }

    /** Forgets ids that stood last before this offset, and makes room for as many more as are left. */
    void forgetBefore(long offset) {
        long[] oldIds = ids;
        long[] oldOffsets = offsets;
        int left = 0;
        for (long last : oldOffsets) {
            left += last >= offset && last != NOWHERE ? 1 : 0;
        }
        makeRoomFor(left);
        for (int i = 0; i < oldIds.length; i++) {
            if (oldOffsets[i] >= offset && oldOffsets[i] != NOWHERE) {
                put(oldIds[i], oldOffsets[i]);
            }
        }
    }

    int size() {
        return size;
    }

    /** Ids, and where each stood last, in any order. */
    Pairs pairs() {
        Pairs pairs = new Pairs(new long[size], new long[size]);
        int next = 0;
        for (int i = 0; i < ids.length; i++) {
            if (offsets[i] != NOWHERE) {
                pairs.left()[next] = ids[i];
                pairs.right()[next++] = offsets[i];
            }
        }
        return pairs;
    }

    /** Of what {@link #pairs} gave. */
    static LastOffsets of(Pairs pairs) {
        LastOffsets last = new LastOffsets();
        last.makeRoomFor(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            last.put(pairs.left()[i], pairs.right()[i]);
        }
        return last;
    }

    private void makeRoomFor(int left) {
        int places = Math.max(SMALLEST, Integer.highestOneBit(left * 2) * 2);
        if (places >= LARGE) {
            Memory.require(2L * Long.BYTES * places);
        }
        ids = new long[places];
        offsets = emptied(places);
        size = 0;
    }

    private int placeOf(long id) {
        int mask = ids.length - 1;
        int place = (int) id & mask;
        while (offsets[place] != NOWHERE && ids[place] != id) {
            place = place + 1 & mask;
        }
        return place;
    }

    private static long[] emptied(int places) {
        long[] offsets = new long[places];
        Arrays.fill(offsets, NOWHERE);
        return offsets;
    }
}
