package io.tidemark.rpc;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * One place of a leaderboard.
 *
 * @param rank   the place, from 1
 * @param member who or what holds it, as stored
 * @param score  exact; what it counts is the board's definition
 */
public record LeaderboardEntry(int rank, String member, BigDecimal score) implements Serializable {

    private static final long serialVersionUID = 1L;
}
