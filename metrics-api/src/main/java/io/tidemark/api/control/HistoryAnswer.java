package io.tidemark.api.control;

import io.tidemark.metric.control.CatalogSummary;
import java.util.List;

/**
 * The versions of the catalog.
 *
 * @param version  the newest
 * @param inForce  whether it is the one by which is folded now
 * @param versions the newest first, without those that this build cannot read
 */
public record HistoryAnswer(int version, boolean inForce, List<CatalogSummary> versions) {}
