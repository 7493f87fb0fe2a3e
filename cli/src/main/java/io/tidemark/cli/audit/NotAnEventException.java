package io.tidemark.cli.audit;

/** A record that is no valid event. */
final class NotAnEventException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    NotAnEventException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
