package io.tidemark.cli.audit;

import java.util.OptionalLong;

/** What the log makes of the offsets [start, end) of one partition. Not thread-safe. */
final class PartitionFold {

    private final long start;
    private final long end;
    private final RecentIds ids;
    private long gap;
    private long rejected;
    private long duplicates;
    private long counted;

    PartitionFold(long start, long end, RecentIds ids) {
        this.start = start;
        this.end = end;
        this.ids = ids;
    }

    boolean holds(long offset) {
        return start <= offset && offset < end;
    }

    RecentIds ids() {
        return ids;
    }

    void countGap(long offsets) {
        gap += offsets;
    }

    void countRejected() {
        rejected++;
    }

    void countDuplicate() {
        duplicates++;
    }

    void countCounted() {
        counted++;
    }

    /** Empty before the first record. */
    OptionalLong logTime() {
        return ids.logTime();
    }

    long length() {
        return end - start;
    }

    /** Offsets that the log had lost before they were folded. */
    long gap() {
        return gap;
    }

    long rejected() {
        return rejected;
    }

    long duplicates() {
        return duplicates;
    }

    long counted() {
        return counted;
    }

    /** Offsets without a record: markers of transactions. */
    long empty() {
        return length() - gap - rejected - duplicates - counted;
    }
}
