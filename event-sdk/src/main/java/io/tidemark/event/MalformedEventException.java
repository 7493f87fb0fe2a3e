package io.tidemark.event;

/** An event that breaks a rule of the event format. The message names the field, the value and what is allowed. */
public final class MalformedEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Which rule was broken; stable, so that it can be counted and filtered by. */
    public enum Reason {
        /** The record has no value. */
        NO_VALUE,
        /** More than {@link EventRules#MAX_BYTES} bytes. */
        TOO_LARGE,
        /** The bytes are not UTF-8. */
        INVALID_UTF8,
        /** The text is not one JSON value. */
        INVALID_JSON,
        /** Nested too deep, a number or a name too long, or an exponent too large. */
        JSON_LIMIT,
        /** JSON, but not an object. */
        NOT_AN_OBJECT,
        INVALID_EVENT_ID,
        INVALID_EVENT_TYPE,
        INVALID_USER_ID,
        INVALID_TIMESTAMP,
        /** {@code data} is there and is no object. */
        INVALID_DATA,
        /** The event time is further ahead of the log's time than allowed. */
        IN_THE_FUTURE
    }

    private final Reason reason;

    /** Without a stack trace: bad events come in floods, and what is wrong stands in the message. */
    public MalformedEventException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
