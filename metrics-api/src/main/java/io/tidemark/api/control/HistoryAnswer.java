package io.tidemark.api.control;

import java.time.Instant;
import java.util.List;

/**
 * The versions of the catalog.
 *
 * @param version  the newest
 * @param inForce  whether it is the one by which is folded now
 * @param versions the newest first
 */
public record HistoryAnswer(int version, boolean inForce, List<Version> versions) {

    /**
     * @param at      when it was made
     * @param how     what made it: {@code yaml}, {@code api POST top_pages}, {@code restore of 7}
     * @param metrics how many it has
     */
    public record Version(int version, Instant at, String how, int metrics) {}
}
