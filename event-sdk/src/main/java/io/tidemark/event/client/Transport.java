package io.tidemark.event.client;

/** Where the events of a reporter go. */
interface Transport {

    /**
     * Hands one event on and has its delivery decided, at once or later. Called by the reporter's sender thread alone, in
     * the order of the reports; may block until the event is overdue.
     *
     * @throws InterruptedException if the reporter is closing
     */
    void send(Outgoing event) throws InterruptedException;

    /** Gives up what is not acknowledged, without waiting for it. May be called more than once and by any thread. */
    void close();
}
