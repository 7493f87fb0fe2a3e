package io.tidemark.metric.control;

/** ZooKeeper does not answer, or holds what this build cannot read. The message says which; what runs goes on. */
public final class ControlUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ControlUnavailableException(String message) {
        super(message);
    }

    public ControlUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
