package io.tidemark.metric.store;

/**
 * The store did not answer. Whether it did what it was asked is unknown: a writer reads the ledger before it goes on.
 */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
