package io.tidemark.cli.audit;

import io.tidemark.metric.store.TopicLedger;
import java.util.function.Consumer;

/** The log as an auditor reads it: every committed record from the start up to the ledger. */
interface Log {

    /**
     * Hands over the records of each partition in the order of their offsets.
     *
     * @throws NotProvableException if the log is not the one that was folded, or does not reach back to its start
     */
    void read(String topic, TopicLedger ledger, Consumer<LogRecord> records) throws NotProvableException;
}
