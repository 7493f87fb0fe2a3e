package io.tidemark.cli.terminal;

/** A command cannot do what was asked; the message is the one line that the person sees. */
public final class CommandFailedException extends RuntimeException {

    /** With a message of one line: what, which value, what to do. */
    public CommandFailedException(String message) {
        super(message);
    }

    /** With a message of one line and what lies below it. */
    public CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
