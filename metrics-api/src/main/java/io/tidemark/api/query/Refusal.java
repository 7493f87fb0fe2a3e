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
    INVALID_DEFINITION(400, "The definition breaks a rule", "Correct the definition; the catalog is untouched."),
    FOREIGN_ORIGIN(
            403, "Pages of other sites may not change anything", "Ask from a page of this server, or without Origin."),
    UNKNOWN_METRIC(404, "No such metric", "GET /api/v1/metrics/counters lists the event types that were seen."),
    UNKNOWN_VERSION(404, "No such version", "GET /api/v1/control/catalog lists the versions."),
    UNKNOWN_PATH(404, "No such path", "Ask one of the allowed paths."),
    WRONG_METHOD(405, "The method is not allowed", "Use one of the allowed methods."),
    NOT_ACCEPTABLE(406, "No such representation", "Accept application/json."),
    METRIC_EXISTS(409, "There is such a metric", "Choose another name, or replace it by PUT."),
    NAME_OF_TYPE(409, "The name is that of an event type", "Choose another name."),
    CATALOG_BLOCKED(
            409,
            "Another metric keeps the catalog from coming in force",
            "Delete that metric first, or restore an earlier version."),
    CATALOG_FULL(409, "The catalog is full", "Delete metrics that nobody asks for."),
    STALE_VERSION(412, "The catalog was changed meanwhile", "Look at it again, then repeat the change with its ETag."),
    BODY_TOO_LARGE(413, "The body is too large", "Send a shorter definition."),
    NOT_JSON(415, "The body is not declared as JSON", "Send it with Content-Type: application/json."),
    FOREIGN_HOST(
            421, "The server is not known by this name", "Ask it by a known name, or add this one to its settings."),
    BUSY(503, "Too much is asked at a time", "Ask again after the seconds of Retry-After."),
    STORE_UNAVAILABLE(503, "The store does not answer", "Ask again after the seconds of Retry-After."),
    CONTROL_UNAVAILABLE(
            503,
            "ZooKeeper, where the catalog is changed, does not answer",
            "Ask again after the seconds of Retry-After; whether a change was made is not known: look first. Numbers go on."),
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
