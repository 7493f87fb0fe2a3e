package io.tidemark.cli.audit;

/** The log as an auditor reads it: every committed record of a section, and maybe some behind it. */
interface Log {

    /**
     * Hands over the records of each partition in the order of their offsets.
     *
     * @throws NotProvableException if the log is not the one that was folded, or does not reach back to where it is wanted
     */
    void read(LogSection section, LogSink sink) throws NotProvableException;
}
