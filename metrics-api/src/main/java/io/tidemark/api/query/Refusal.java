package io.tidemark.api.query;

/** Why a request was not answered: an HTTP status, a title and what to do about it. */
public enum Refusal {
    MISSING_PARAMETER(400, "A parameter is missing", "Give the parameter."),
    BAD_PARAMETER(400, "A parameter has a bad value", "Give the parameter one of the allowed values."),
    UNSUPPORTED_PARAMETER(400, "A parameter is not supported here", "Leave the parameter out."),
    REPEATED_PARAMETER(400, "A parameter stands more than once", "Give the parameter once."),
    TOO_MANY_POINTS(400, "The answer would be too large", "Ask for a shorter span of time."),
    WRONG_KIND(400, "The metric is of another kind", "Ask the endpoint that is allowed for this metric."),
    BAD_REQUEST(400, "The request is malformed", "Correct the request."),
    UNKNOWN_METRIC(404, "No such metric", "GET /api/v1/metrics/counters lists the event types that were seen."),
    UNKNOWN_PATH(404, "No such path", "Ask one of the allowed paths."),
    WRONG_METHOD(405, "The method is not allowed", "Use one of the allowed methods."),
    NOT_ACCEPTABLE(406, "No such representation", "Accept application/json."),
    BUSY(503, "Too much is asked at a time", "Ask again after the seconds of Retry-After."),
    STORE_UNAVAILABLE(503, "The store does not answer", "Ask again after the seconds of Retry-After."),
    STORE_DAMAGED(500, "The store is damaged", "Find out who else writes to this Redis, then run an audit."),
    UNEXPECTED(500, "The request failed", "Ask again; if it stays so, the log of the service says why.");

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

    /** What whoever asked can do. */
    public String advice() {
        return advice;
    }
}
