package io.tidemark.processor.log;

import java.util.Locale;

/** What made a partition look up its place in the log, or what it found there. */
public enum RecoveryReason {
    /** The consumer group gave it to this processor. */
    ASSIGNED,
    /** The ledger is behind what was folded: a failover that lost its tail, an older copy restored, a reset. */
    LEDGER_BEHIND,
    /** The ledger is ahead: another processor folded on. */
    LEDGER_AHEAD,
    /** The ledger does not have the partition any more. */
    LEDGER_GONE,
    /** The store is at the same offset and differs in something else. */
    REFUSED,
    /** The ids in memory do not reach as far back as the catalog in force asks for. */
    CATALOG_CHANGED,
    /** A batch is folded again whose ids had pushed out those before it. */
    IDS_FORGOTTEN,
    /** The log does not have the offset at which the partition is. */
    OUT_OF_RANGE,
    /** The reply to a batch was lost, which the store has applied: nothing had to be done. */
    REPLY_LOST,

    /** Put right: a topic that was never folded is folded from its beginning. */
    FIRST_SEEN,
    /** Put right: a partition that the topic did not have before. */
    PARTITION_ADDED,
    /** Put right: a store without any ledger is filled from the starts that ZooKeeper remembers. */
    STORE_EMPTIED,
    /** Put right: offsets that retention took before they were folded are accounted for as a gap. */
    RETENTION_GAP,

    /** Stopped: the ledger is lost while values are there. */
    LEDGER_LOST,
    /** Stopped: the topic is another one of the same name. */
    TOPIC_RECREATED,
    /** Stopped: the log ends before the ledger, or has other records there. */
    LOG_TRUNCATED;

    /** As metrics and health spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
