package io.tidemark.metric.store;

/** The store's answer to a claim of partitions. */
public enum ClaimResult {
    /** Every partition of the claim is in the ledger, from now or from before. */
    CLAIMED,
    /** The ledger is of a topic with another id; nothing was changed. */
    OTHER_TOPIC,
    /** There is accounting but no ledger, so what was folded is unknown; nothing was changed. */
    LEDGER_LOST,
    /** The store was emptied or reset since it was asked for its incarnation; nothing was changed. */
    OTHER_INCARNATION
}
