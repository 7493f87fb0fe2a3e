package io.tidemark.cli.audit;

/** A record that is no valid event. */
final class NotAnEventException extends Exception {

    private static final long serialVersionUID = 1L;

    NotAnEventException(String message) {
        super(message, null, false, false);
    }
}
