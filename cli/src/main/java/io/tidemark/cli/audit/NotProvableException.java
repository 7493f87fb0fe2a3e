package io.tidemark.cli.audit;

/** Whether the store says what the log says cannot be told. The reason is one line. */
final class NotProvableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    NotProvableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    NotProvableException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
