package io.tidemark.processor.fold;

import static io.tidemark.processor.fold.Occurrences.PLACE_BITS;
import static io.tidemark.processor.fold.Occurrences.PLACE_MASK;

import java.util.SplittableRandom;

/**
 * The place of each id's last occurrence: open addressing with linear probing, 4 bytes for each slot, at most three
 * quarters of which are taken. Not thread-safe.
 *
 * <p>An entry is a place, above it a tag of the id, and above that how far it stands behind the slot where it belongs, plus
 * one: so entries of other ids are passed over, and moved, without a look at what they stand for. {@code bench dedup} tells
 * what that comes to.
 */
final class IdIndex {

    /** What a free slot holds. */
    static final int NONE = 0;

    private static final int TAG_MASK = 0xF << PLACE_BITS;
    private static final int STEPS_SHIFT = PLACE_BITS + 4;

    /** Of so many steps or more it is only known that they are many. */
    private static final int MANY_STEPS = 14;

    private static final int SMALLEST_BITS = 8;

    /** Not known to others, so that nobody can make ids that all fall on the same slot. */
    private final long multiplier = new SplittableRandom().nextLong() | 1;

    private final Occurrences occurrences;
    private int[] entries = new int[1 << SMALLEST_BITS];
    private int shift = Long.SIZE - SMALLEST_BITS;
    private int size;

    IdIndex(Occurrences occurrences) {
        this.occurrences = occurrences;
    }

    int size() {
        return size;
    }

    /** In bytes. */
    long memory() {
        return (long) entries.length * Integer.BYTES;
    }

    /** At how many entries the longest search looks that finds something. */
    int longestSearch() {
        int longest = 0;
        for (int slot = 0; slot < entries.length; slot++) {
            if (entries[slot] != NONE) {
                longest = Math.max(longest, stepsOf(entries[slot], slot) + 1);
            }
        }
        return longest;
    }

    /**
     * Enters the place of an id's next occurrence, which must have been put among the occurrences.
     *
     * @return an entry with the place of the one before, or {@link #NONE}
     */
    int put(long id, int place) {
        int slot = find(id);
        int before = entries[slot];
        if (before == NONE) {
            entries[slot] = headOf(id * multiplier, slot) | place;
            countUp();
        } else {
            entries[slot] = before & ~PLACE_MASK | place;
        }
        return before;
    }

    /**
     * Takes back what {@link #put} did last for this id.
     *
     * @param before what it returned
     */
    void takeBack(long id, int before) {
        int slot = find(id);
        if (before == NONE) {
            removeAt(slot);
        } else {
            entries[slot] = entries[slot] & ~PLACE_MASK | before & PLACE_MASK;
        }
    }

    /** Removes an id if it stood at this place last. */
    void remove(long id, int place) {
        int mask = entries.length - 1;
        int slot = homeOf(id * multiplier);
        int entry = entries[slot];
        while (entry != NONE && (entry & PLACE_MASK) != place) {
            slot = slot + 1 & mask;
            entry = entries[slot];
        }
        if (entry != NONE) {
            removeAt(slot);
        }
    }

    /** The slot of this id, or the free one that it is to take. */
    private int find(long id) {
        int mask = entries.length - 1;
        long mixed = id * multiplier;
        int slot = homeOf(mixed);
        int head = headOf(mixed, slot);
        int entry = entries[slot];
        for (int steps = 1; entry != NONE; steps++) {
            if ((entry & ~PLACE_MASK) == head && occurrences.id(entry & PLACE_MASK) == id) {
                return slot;
            }
            head = tagOf(mixed) | inHead(steps);
            slot = slot + 1 & mask;
            entry = entries[slot];
        }
        return slot;
    }

    /** Entries behind a slot that becomes free move up, so that none is cut off from where its search begins. */
    private void removeAt(int slot) {
        int mask = entries.length - 1;
        int free = slot;
        int next = slot + 1 & mask;
        for (int entry = entries[next]; entry != NONE; entry = entries[next]) {
            int steps = stepsOf(entry, next);
            int back = next - free & mask;
            if (steps >= back) {
                entries[free] = entry & (TAG_MASK | PLACE_MASK) | inHead(steps - back);
                free = next;
            }
            next = next + 1 & mask;
        }
        entries[free] = NONE;
        size--;
    }

    private void countUp() {
        size++;
        if (size > entries.length / 4 * 3) {
            grow();
        }
    }

    private void grow() {
        int[] all = entries;
        entries = new int[all.length * 2];
        shift--;
        int mask = entries.length - 1;
        for (int entry : all) {
            if (entry != NONE) {
                long mixed = occurrences.id(entry & PLACE_MASK) * multiplier;
                int slot = homeOf(mixed);
                while (entries[slot] != NONE) {
                    slot = slot + 1 & mask;
                }
                entries[slot] = headOf(mixed, slot) | entry & PLACE_MASK;
            }
        }
    }

    private int homeOf(long mixed) {
        return (int) (mixed >>> shift);
    }

    /** What stands above the place in an entry of this slot. */
    private int headOf(long mixed, int slot) {
        return tagOf(mixed) | inHead(slot - homeOf(mixed) & entries.length - 1);
    }

    /** How far an entry stands behind the slot where it belongs. */
    private int stepsOf(int entry, int slot) {
        int steps = (entry >>> STEPS_SHIFT) - 1;
        return steps < MANY_STEPS
                ? steps
                : slot - homeOf(occurrences.id(entry & PLACE_MASK) * multiplier) & entries.length - 1;
    }

    /** Of other bits than the slot. */
    private static int tagOf(long mixed) {
        return (int) mixed & TAG_MASK;
    }

    private static int inHead(int steps) {
        return Math.min(steps, MANY_STEPS) + 1 << STEPS_SHIFT;
    }
}
