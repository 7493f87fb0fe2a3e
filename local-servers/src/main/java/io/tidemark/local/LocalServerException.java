package io.tidemark.local;

import org.jspecify.annotations.Nullable;

/** A local server did not start or is not usable; the message is one line that says what and what to do. */
public class LocalServerException extends RuntimeException {

    /**
     * @param message one line for a person at a terminal
     * @param cause what was thrown below, or null
     */
    public LocalServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
