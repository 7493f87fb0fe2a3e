package io.tidemark.gateway.ingest;

/** Why a request did not do what was asked: an HTTP status, a title and what to do about it. */
public enum Refusal {
    INVALID_EVENTS(400, "No event is valid", "Correct the events: each result says what is wrong."),
    EMPTY_BODY(400, "The body has no event", "Send a JSON object, an array of them, or one on each line."),
    MALFORMED_BODY(400, "The body cannot be read", "Correct the body; nothing of it was taken."),
    BAD_IDEMPOTENCY_KEY(400, "The idempotency key is not valid", "Give one key of 1 to 128 visible ASCII characters."),
    BAD_REQUEST(400, "The request is malformed", "Correct the request."),
    UNKNOWN_PATH(404, "No such path", "POST to one of the allowed paths."),
    WRONG_METHOD(405, "The method is not allowed", "Use one of the allowed methods."),
    NOT_ACCEPTABLE(406, "No such representation", "Accept application/json."),
    BODY_TOO_SLOW(408, "The body did not come in time", "Send the same again, in smaller parts if it is large."),
    BODY_TOO_LARGE(413, "The body is too large", "Send the events in several requests."),
    TOO_MANY_EVENTS(413, "The body has too many events", "Send the events in several requests."),
    UNSUPPORTED_CONTENT_TYPE(415, "The content type is not supported", "Send one of the allowed content types."),
    UNSUPPORTED_CONTENT_ENCODING(415, "The content encoding is not supported", "Send gzip, or no encoding."),
    OVERLOADED(503, "Too much is being received", "Send the same again after the seconds of Retry-After."),
    NOT_ACKNOWLEDGED(
            503,
            "Kafka has not acknowledged every event",
            "After the seconds of Retry-After send the unknown events again unchanged, under the eventId of the results."),
    UNEXPECTED(500, "The request failed", "Send the same again; if it stays so, the log of the service says why.");

    private final int status;
    private final String title;
    private final String advice;

    Refusal(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What is wrong, the same for every case of it. */
    public String title() {
        return title;
    }

    /** What the sender can do. */
    public String advice() {
        return advice;
    }
}
