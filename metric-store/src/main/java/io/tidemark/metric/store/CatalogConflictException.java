package io.tidemark.metric.store;

/** A metric that cannot be added beside what the store already holds. The message says which and why. */
public final class CatalogConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CatalogConflictException(String message) {
        super(message);
    }
}
