package io.tidemark.cli.audit;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.store.LogPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What the log makes of the offsets [start, end) of one partition. Not thread-safe. */
final class PartitionFold {

    private final long start;
    private final long from;
    private final long end;
    private final RecentIds ids;
    private final Map<LogPoint, OptionalLong> checkpoints = new LinkedHashMap<>();
    private List<LogPoint> ahead = List.of();
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

    /** From now on it finds out the log's time at these places, the first one first; before {@link #from} it cannot. */
    void check(List<LogPoint> points) {
        ahead = points.stream().filter(point -> point.offset() >= from).toList();
    }

    /** Takes the record time of an offset; the log's time there. */
    long advance(long offset, long recordTime) {
        if (!ahead.isEmpty()) {
            passCheckpoints(offset);
        }
        return ids.advance(offset, recordTime);
    }

    /** What the store says of places up to the end, with the log's time there; it is empty if there is none. */
    Map<LogPoint, OptionalLong> checkpoints() {
        passCheckpoints(end);
        ahead.forEach(point -> checkpoints.put(point, OptionalLong.empty()));
        return checkpoints;
    }

    private void passCheckpoints(long offset) {
        while (!ahead.isEmpty() && ahead.get(0).offset() <= offset) {
            checkpoints.put(ahead.get(0), ids.logTime());
            ahead = ahead.subList(1, ahead.size());
        }
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
