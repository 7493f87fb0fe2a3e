package io.tidemark.cli.audit;

import java.util.OptionalLong;

/** What the log makes of the offsets [start, end) of one partition. Not thread-safe. */
final class PartitionFold {

    private final long start;
    private final long end;
    private OptionalLong logTime = OptionalLong.empty();
    private long rejected;
    private long counted;

    PartitionFold(long start, long end) {
        this.start = start;
        this.end = end;
    }

    boolean holds(long offset) {
        return start <= offset && offset < end;
    }

    /** The greatest record time so far, the given one included. */
    long advance(long recordTime) {
        logTime = OptionalLong.of(Math.max(recordTime, logTime.orElse(recordTime)));
        return logTime.getAsLong();
    }

    void countRejected() {
        rejected++;
    }

    void countCounted() {
        counted++;
    }

    /** Empty before the first record. */
    OptionalLong logTime() {
        return logTime;
    }

    long length() {
        return end - start;
    }

    long rejected() {
        return rejected;
    }

    long counted() {
        return counted;
    }

    /** Offsets without a record: markers of transactions. */
    long empty() {
        return length() - rejected - counted;
    }
}
