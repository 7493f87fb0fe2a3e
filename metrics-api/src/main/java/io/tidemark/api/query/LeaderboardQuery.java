package io.tidemark.api.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a leaderboard.
 *
 * @param topN   how many places at most
 * @param period the period's digits; empty: the current one
 * @param around the member whose place and neighbours are wanted; empty: the first places
 */
public record LeaderboardQuery(String name, int topN, Optional<String> period, Optional<String> around) {

    private static final int DEFAULT_TOP = 10;
    private static final int MAX_TOP = 1_000;

    /** Of the parameters of a request. */
    public static LeaderboardQuery of(Map<String, List<String>> parameters) {
        Parameters given = new Parameters(parameters, "name", "topN", "period", "around");
        int topN = given.integer("topN", 1, MAX_TOP).orElse(DEFAULT_TOP);
        return new LeaderboardQuery(given.name(), topN, given.text("period"), given.text("around"));
    }
}
