package io.tidemark.metric.control;

import java.time.Instant;

/**
 * What the history tells of a version of the catalog.
 *
 * @param at      when it was made, by the clock of who made it
 * @param how     what made it: {@code yaml}, {@code api POST top_pages}, {@code restore of 7}
 * @param metrics how many it has
 */
public record CatalogSummary(int version, Instant at, String how, int metrics) {}
