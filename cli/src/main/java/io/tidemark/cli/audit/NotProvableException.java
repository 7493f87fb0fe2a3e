package io.tidemark.cli.audit;

/** Whether the store says what the log says cannot be told. The message says why. */
final class NotProvableException extends Exception {

    private static final long serialVersionUID = 1L;

    NotProvableException(String message) {
        super(message);
    }

    NotProvableException(String message, Throwable cause) {
        super(message, cause);
    }
}
