package io.tidemark.api.query;

import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricDefinition.Kind;
import io.tidemark.metric.store.BoardEntry;
import io.tidemark.metric.store.MetricReader;
import java.util.List;
import java.util.OptionalLong;

/** Answers who leads. Thread-safe. */
public final class Leaderboards {

    private final MetricReader store;
    private final ActiveCatalog active;

    public Leaderboards(MetricReader store, ActiveCatalog active) {
        this.store = store;
        this.active = active;
    }

    /** The places asked for; throws {@link RefusedException} if there is no such board or period. */
    public LeaderboardAnswer answer(LeaderboardQuery query) {
        return active.ask(query.name(), Kind.LEADERBOARD, board -> answer(board, query));
    }

    private LeaderboardAnswer answer(MetricDefinition board, LeaderboardQuery query) {
        OptionalLong pane = query.period()
                .map(digits -> OptionalLong.of(PeriodDigits.start(board, digits)))
                .orElseGet(OptionalLong::empty);
        List<BoardEntry> places = query.around()
                .map(member -> around(board, pane, member, query.topN()))
                .orElseGet(() -> store.top(board, pane, query.topN()));
        return new LeaderboardAnswer(
                query.name(), places.stream().map(LeaderboardAnswer.Entry::of).toList());
    }

    /** At most so many places, the member in their middle. */
    private List<BoardEntry> around(MetricDefinition board, OptionalLong pane, String member, int places) {
        return store.around(board, pane, member, places / 2).stream()
                .limit(places)
                .toList();
    }
}
