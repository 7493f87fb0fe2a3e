package io.tidemark.metric.store;

/**
 * How far a partition has been folded.
 *
 * @param offset      the next offset to be folded; not negative
 * @param leaderEpoch the leader epoch of the record before it, or {@link #NO_EPOCH}
 */
public record Position(long offset, int leaderEpoch) {

    public static final int NO_EPOCH = -1;

    public Position {
        if (offset < 0 || leaderEpoch < NO_EPOCH) {
            throw new IllegalArgumentException("no position in a log: " + offset + "@" + leaderEpoch);
        }
    }

    /** A position of which no epoch is known. */
    public static Position at(long offset) {
        return new Position(offset, NO_EPOCH);
    }

    /** Of {@code offset@leaderEpoch}. Throws {@link IllegalArgumentException} for anything else. */
    public static Position parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("ledger holds '" + text + "'; it must be offset@leaderEpoch");
        }
        return new Position(Long.parseLong(text, 0, at, 10), Integer.parseInt(text, at + 1, text.length(), 10));
    }

    /** {@code offset@leaderEpoch}. */
    @Override
    public String toString() {
        return offset + "@" + leaderEpoch;
    }
}
