package io.tidemark.metric.store;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The order of a leaderboard: the greatest score first, and of equal scores the greatest bytes. */
final class Ranking {

    private static final Comparator<Map.Entry<String, BigDecimal>> ASCENDING =
            Map.Entry.<String, BigDecimal>comparingByValue()
                    .thenComparing(entry -> entry.getKey().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private Ranking() {}

    static List<BoardEntry> of(Map<String, BigDecimal> scores) {
        List<BoardEntry> places = new ArrayList<>(scores.size());
        scores.entrySet().stream()
                .sorted(ASCENDING.reversed())
                .forEach(e -> places.add(new BoardEntry(places.size() + 1L, e.getKey(), e.getValue())));
        return places;
    }
}
