package io.tidemark.api.rpc;

import io.tidemark.api.query.Counters;
import io.tidemark.api.query.LeaderboardAnswer;
import io.tidemark.api.query.LeaderboardQuery;
import io.tidemark.api.query.Leaderboards;
import io.tidemark.api.query.Parameters;
import io.tidemark.api.query.WindowAnswer;
import io.tidemark.api.query.WindowQuery;
import io.tidemark.api.query.Windows;
import io.tidemark.rpc.LeaderboardEntry;
import io.tidemark.rpc.MetricsService;
import io.tidemark.rpc.WindowPoint;
import io.tidemark.rpc.WindowSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks by the names of the REST parameters, so that both sides refuse alike. A list that travels is an {@link ArrayList}: of
 * others the type travels too and would have to be allowed.
 */
final class MetricsProvider implements MetricsService {

    private final Counters counters;
    private final Leaderboards leaderboards;
    private final Windows windows;

    MetricsProvider(Counters counters, Leaderboards leaderboards, Windows windows) {
        this.counters = counters;
        this.leaderboards = leaderboards;
        this.windows = windows;
    }

    @Override
    public long getCounter(@Nullable String name) {
        return Refusals.translated(() -> {
            String counter = new Parameters(given(name), "name").name();
            return counters.counter(counter).total().longValueExact();
        });
    }

    @Override
    public List<LeaderboardEntry> getTopN(@Nullable String boardName, int topN) {
        return Refusals.translated(() -> {
            LeaderboardAnswer answer = leaderboards.answer(LeaderboardQuery.of(given(boardName, "topN", topN)));
            return answer.entries().stream()
                    .map(e -> new LeaderboardEntry(Math.toIntExact(e.rank()), e.member(), e.score()))
                    .collect(Collectors.toCollection(ArrayList::new));
        });
    }

    @Override
    public WindowSeries getWindow(@Nullable String statName, int minutes) {
        return Refusals.translated(() -> {
            WindowAnswer.Single answer = windows.total(WindowQuery.of(given(statName, "minutes", minutes)));
            List<WindowPoint> points = answer.points().stream()
                    .map(p -> new WindowPoint(p.start(), p.number()))
                    .collect(Collectors.toCollection(ArrayList::new));
            return new WindowSeries(
                    answer.name(), answer.unit(), points, answer.total().number());
        });
    }

    private static Map<String, List<String>> given(@Nullable String name) {
        return name == null ? Map.of() : Map.of("name", List.of(name));
    }

    private static Map<String, List<String>> given(@Nullable String name, String parameter, int number) {
        Map<String, List<String>> given = new HashMap<>(given(name));
        given.put(parameter, List.of(Integer.toString(number)));
        return given;
    }
}
