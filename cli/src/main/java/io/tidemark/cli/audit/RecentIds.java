package io.tidemark.cli.audit;

import com.dynatrace.hash4j.hashing.Hashing;
import io.tidemark.metric.Deduplication;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The ids of a partition's events and the log's time, as far back as an event can be a duplicate. An id is its XXH3-64 hash
 * by definition, of the UTF-8 in which half a surrogate pair is U+FFFD. Not thread-safe.
 */
final class RecentIds {

    private final Deduplication widest;
    private final LogTimes times;
    private final LastOffsets last;

    /** @param widest no event looks back further than this window */
    RecentIds(Deduplication widest) {
        this(widest, new LogTimes(), new LastOffsets());
    }

    private RecentIds(Deduplication widest, LogTimes times, LastOffsets last) {
        this.widest = widest;
        this.times = times;
        this.last = last;
    }

    /**
     * As it stands in a baseline.
     *
     * @param times where the log's time rose, and to what
     * @param last  the ids, by their hashes, and where each of them stood last
     */
    record State(Pairs times, Pairs last) {}

    static RecentIds of(Deduplication widest, State state) {
        return new RecentIds(widest, LogTimes.of(state.times()), LastOffsets.of(state.last()));
    }

    /** Of what an event at this offset, or behind it, can look back to. */
    State state(long offset) {
        if (!times.isEmpty()) {
            last.forgetBefore(first(offset));
            times.forgetBefore(first(offset));
        }
        return new State(times.pairs(), last.pairs());
    }

    /** Takes the record time of an offset; the log's time there. */
    long advance(long offset, long recordTime) {
        if (times.isFull()) {
            times.forgetBefore(first(offset));
        }
        times.add(offset, recordTime);
        return times.last();
    }

    /** The log's time; empty before the first record. */
    OptionalLong logTime() {
        return times.isEmpty() ? OptionalLong.empty() : OptionalLong.of(times.last());
    }

    /**
     * Remembers an event, to whose offset the log's time has advanced.
     *
     * @return the offset at which its id stood last, if that is within the window; then it is a duplicate
     */
    OptionalLong add(String eventId, long offset, Deduplication window) {
        if (widest.distance() == 0) {
            return OptionalLong.empty();
        }
        if (last.isFull()) {
            last.forgetBefore(first(offset));
        }
        long before = last.put(hash(eventId), offset);
        return before >= 0
                        && offset - before <= window.distance()
                        && before
                                >= times.firstAt(times.last() - window.horizon().toMillis())
                ? OptionalLong.of(before)
                : OptionalLong.empty();
    }

    /** How many ids and rises of the log's time it holds. */
    int size() {
        return last.size() + times.size();
    }

    /** Where the widest window begins that an event at this offset, or behind it, may look back to. */
    private long first(long offset) {
        return Math.max(
                offset - widest.distance(),
                times.firstAt(times.last() - widest.horizon().toMillis()));
    }

    private static long hash(String eventId) {
        return Hashing.xxh3_64().hashBytesToLong(StoredText.of(eventId).getBytes(StandardCharsets.UTF_8));
    }
}
