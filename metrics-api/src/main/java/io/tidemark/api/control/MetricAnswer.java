package io.tidemark.api.control;

import java.util.Map;

/**
 * A metric of the newest catalog.
 *
 * @param version the catalog's number
 * @param inForce whether that catalog is the one by which is folded now
 * @param metric  the definition
 */
public record MetricAnswer(int version, boolean inForce, Map<String, Object> metric) {}
