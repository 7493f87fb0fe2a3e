package io.tidemark.cli.audit;

import java.util.Arrays;

/** At which offsets of a partition the log's time rose, and to what. Not thread-safe. */
final class LogTimes {

    private static final int SMALLEST = 16;

    private long[] offsets = new long[SMALLEST];
    private long[] times = new long[SMALLEST];
    private int size;

    /** Takes the time of the record at this offset, which is behind all before. */
    void add(long offset, long recordTime) {
        if (size > 0 && recordTime <= times[size - 1]) {
            return;
        }
        offsets[size] = offset;
        times[size++] = recordTime;
    }

    /** The log's time as of the last record; there must have been one. */
    long last() {
        return times[size - 1];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether something has to be forgotten before the next record. */
    boolean isFull() {
        return size == offsets.length;
    }

    /** The first offset, of those not forgotten, at which the log had reached this time. */
    long firstAt(long time) {
        int found = Arrays.binarySearch(times, 0, size, time);
        int rise = found >= 0 ? found : -found - 1;
        return rise < size ? offsets[rise] : Long.MAX_VALUE;
    }

    /** Forgets how it was before this offset, and makes room for as much more as is left. */
    void forgetBefore(long offset) {
        int found = Arrays.binarySearch(offsets, 0, size, offset);
        int first = Math.max(0, found >= 0 ? found : -found - 2);
        int places = Math.max(SMALLEST, 2 * (size - first));
        offsets = Arrays.copyOf(Arrays.copyOfRange(offsets, first, size), places);
        times = Arrays.copyOf(Arrays.copyOfRange(times, first, size), places);
        size -= first;
    }

    int size() {
        return size;
    }

    /** Offsets, and the time to which it rose there. */
    Pairs pairs() {
        return new Pairs(Arrays.copyOf(offsets, size), Arrays.copyOf(times, size));
    }

    /** Of what {@link #pairs} gave. */
    static LogTimes of(Pairs rises) {
        LogTimes times = new LogTimes();
        times.size = rises.size();
        times.offsets = Arrays.copyOf(rises.left(), Math.max(SMALLEST, 2 * rises.size()));
        times.times = Arrays.copyOf(rises.right(), Math.max(SMALLEST, 2 * rises.size()));
        return times;
    }
}
