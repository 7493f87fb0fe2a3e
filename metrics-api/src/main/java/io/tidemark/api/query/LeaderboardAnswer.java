package io.tidemark.api.query;

import io.tidemark.metric.Decimals;
import io.tidemark.metric.store.BoardEntry;
import java.math.BigDecimal;
import java.util.List;

/** Places of a leaderboard, the best first. */
public record LeaderboardAnswer(String name, List<Entry> entries) {

    /**
     * One place.
     *
     * @param rank from 1
     */
    public record Entry(long rank, String member, BigDecimal score) {

        static Entry of(BoardEntry entry) {
            return new Entry(entry.rank(), entry.member(), Decimals.plain(entry.score()));
        }
    }
}
