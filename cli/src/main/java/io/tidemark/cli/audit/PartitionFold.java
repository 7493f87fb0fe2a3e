package io.tidemark.cli.audit;

import io.tidemark.metric.Deduplication;
import java.util.OptionalLong;

/** What the log makes of the offsets [start, end) of one partition. Not thread-safe. */
final class PartitionFold {

    private final long start;
    private final long from;
    private final long end;
    private final RecentIds ids;
    private long gap;
    private long rejected;
    private long duplicates;
    private long counted;

    private PartitionFold(long start, long from, long end, RecentIds ids) {
        this.start = start;
        this.from = from;
        this.end = end;
        this.ids = ids;
    }

    /** What was folded of [start, end). */
    record State(long start, long end, long gap, long rejected, long duplicates, long counted, RecentIds.State ids) {}

    static PartitionFold fromTheStart(long start, long end, Deduplication widest) {
        return new PartitionFold(start, start, end, new RecentIds(widest));
    }

    /** Goes on where another fold ended. */
    static PartitionFold from(State state, long end, Deduplication widest) {
        PartitionFold fold = new PartitionFold(state.start(), state.end(), end, RecentIds.of(widest, state.ids()));
        fold.gap = state.gap();
        fold.rejected = state.rejected();
        fold.duplicates = state.duplicates();
        fold.counted = state.counted();
        return fold;
    }

    State state() {
        return new State(start, end, gap, rejected, duplicates, counted, ids.state(end));
    }

    /** The first offset that it wants to see. */
    long from() {
        return from;
    }

    long end() {
        return end;
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
