package io.tidemark.examples.quickstart;

/** The message is all that the user needs. */
final class QuickstartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QuickstartException(String message) {
        super(message);
    }
}
