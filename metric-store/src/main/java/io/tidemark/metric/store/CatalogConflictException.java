package io.tidemark.metric.store;

/** A metric that cannot be added beside what the store already holds. The message says which and why. */
public final class CatalogConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CatalogConflictException(String message) {
        super(message);
    }

    /** Of a new metric whose name is that of an event type that was counted. */
    public static CatalogConflictException nameOfType(String name) {
        return new CatalogConflictException("metric '" + name + "' cannot be added: events of the type '" + name
                + "' were counted under this name, and the metric means something else; choose another name");
    }
}
