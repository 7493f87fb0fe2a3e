package io.tidemark.metric.store;

import java.math.BigDecimal;

/**
 * A place on a leaderboard.
 *
 * @param rank   from 1; members of the same score are ranked by their bytes, the greatest first
 */
public record BoardEntry(long rank, String member, BigDecimal score) {}
