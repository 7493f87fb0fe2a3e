package io.tidemark.event.client;

/** The gateway refused an event: it is not stored, and reporting it again unchanged is refused again. */
public final class EventRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String eventId;
    private final String error;

    /** Without a stack trace: it arises far from the code that reported the event. */
    EventRejectedException(String eventId, String error) {
        super("event " + eventId + " was rejected by the gateway: " + error, null, false, false);
        this.eventId = eventId;
        this.error = error;
    }

    /** The id in force: the sender's, or the one given by the reporter. */
    public String eventId() {
        return eventId;
    }

    /** What the gateway says of it. */
    public String error() {
        return error;
    }
}
