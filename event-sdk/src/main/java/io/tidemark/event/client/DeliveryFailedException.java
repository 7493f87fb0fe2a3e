package io.tidemark.event.client;

import org.jspecify.annotations.Nullable;

/**
 * An event was taken in and not acknowledged. It may have been stored all the same, with the acknowledgement lost. So it is
 * to be reported again unchanged, under the same id ({@link #eventId()}): if both are stored, it counts once as long as the
 * second comes within the processor's limits of deduplication, by default 10 minutes. If it was not stored, leaving it
 * counts it never.
 */
public final class DeliveryFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String eventId;

    /** Without a stack trace: it arises far from the code that reported the event. */
    DeliveryFailedException(String eventId, String message, @Nullable Throwable cause) {
        super("event " + eventId + " " + message, cause, false, false);
        this.eventId = eventId;
    }

    /** The id in force: the sender's, or the one given by the reporter. */
    public String eventId() {
        return eventId;
    }
}
