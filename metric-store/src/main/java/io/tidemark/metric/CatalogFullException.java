package io.tidemark.metric;

/** A catalog of more than {@link MetricCatalog#MAX_METRICS} metrics. */
public final class CatalogFullException extends InvalidDefinitionException {

    private static final long serialVersionUID = 1L;

    CatalogFullException(int metrics) {
        super("the catalog would have " + metrics + " metrics; allowed are up to " + MetricCatalog.MAX_METRICS);
    }
}
