package io.tidemark.processor.log;

import org.jspecify.annotations.Nullable;

/**
 * What one partition is doing, for health and metrics.
 *
 * @param offset  the next offset to be folded
 * @param lag     records behind the end of the log, of a second ago; {@link #UNKNOWN_LAG}
 * @param logTime the greatest record time folded, in milliseconds since the epoch; {@link Long#MIN_VALUE}: none
 * @param reason  why it is not running, or not known to fold on; null while it is
 * @param last    its last recovery; null: none yet
 * @param idsLost which ids that may still matter cannot be read back; null: none
 * @param idBytes what the ids that are remembered take in memory
 */
public record PartitionStatus(
        State state,
        long offset,
        long lag,
        long logTime,
        @Nullable String reason,
        @Nullable Recovery last,
        @Nullable String idsLost,
        long idBytes) {

    public static final long UNKNOWN_LAG = -1;

    PartitionStatus because(String why) {
        return new PartitionStatus(state, offset, lag, logTime, why, last, idsLost, idBytes);
    }

    public enum State {
        /** Its place in the log is being looked up. */
        RECOVERING,
        RUNNING,
        /** The store or the dead-letter topic does not answer; what was read waits in memory. */
        WAITING,
        /** It needs somebody to decide. */
        STOPPED
    }
}
