package io.tidemark.api.control;

import java.util.List;
import java.util.Map;

/**
 * The newest catalog.
 *
 * @param version its number
 * @param inForce whether it is the one by which is folded now
 * @param metrics its definitions, by name
 */
public record CatalogAnswer(int version, boolean inForce, List<Map<String, Object>> metrics) {}
