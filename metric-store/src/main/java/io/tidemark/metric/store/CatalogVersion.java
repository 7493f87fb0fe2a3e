package io.tidemark.metric.store;

import io.tidemark.metric.MetricCatalog;
import java.util.Map;

/**
 * A catalog and the part of the log that it rules: the offsets from {@code from} up to the next version's {@code from}.
 *
 * @param version counts up from 1; 0 is the empty catalog before the first
 * @param catalog what is measured
 * @param from    by topic and partition, the first offset ruled; a partition that is absent is ruled from its start
 */
public record CatalogVersion(int version, MetricCatalog catalog, Map<String, Map<Integer, Long>> from) {

    public static final CatalogVersion NONE = new CatalogVersion(0, MetricCatalog.EMPTY, Map.of());

    public CatalogVersion {
        from = Map.copyOf(from);
    }
}
