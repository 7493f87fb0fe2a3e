package io.tidemark.metric.store;

/**
 * The store's own bookkeeping is not what it must be: something foreign wrote there. Nothing was changed, and asking
 * again does not help. The message names the key.
 */
public final class StoreDamagedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreDamagedException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreDamagedException(String message) {
        super(message);
    }
}
