package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.lettuce.core.ScoredValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real access log, sent twice, through the whole pipeline: REST, raw Redis and the audit must agree with the true totals. */
class WebAccessIT {

    @TempDir
    static Path folder = Path.of("");

    private static Pipeline pipeline;
    private static String api;

    @BeforeAll
    static void replayTheExampleTwice() throws IOException {
        pipeline = new Pipeline(Pipeline.DEFAULT_TOPIC, folder).withMetrics(WebAccess.METRICS);
        pipeline.startProcessor();
        for (int times = 0; times < 2; times++) {
            Tool replay = pipeline.replay();
            assertThat(replay.exit()).as(replay.toString()).isZero();
            pipeline.awaitFolded();
        }
        api = pipeline.startApi();
    }

    @AfterAll
    static void end() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Test
    void countersOverRest() throws IOException {
        assertThat(WebAccess.countersServed(api)).isEqualTo(WebAccess.counters());
    }

    @Test
    void groupedCounterOverRest() throws IOException {
        Map<String, String> values = new TreeMap<>();
        for (JsonNode group : Http.json(api + "counter?name=counter_by_status").get("groups")) {
            values.put(
                    group.get("by").get("data.status").asString(),
                    group.get("value").asString());
        }

        assertThat(values).isEqualTo(WebAccess.byStatus());
    }

    @Test
    void leaderboardsOverRest() throws IOException {
        assertThat(top10OverRest("top_pages")).isEqualTo(expectedTop10("top_pages"));
        assertThat(top10OverRest("top_users")).isEqualTo(expectedTop10("top_users"));
    }

    @Test
    void windowsOverRest() throws IOException {
        List<Long> views = new ArrayList<>();
        JsonNode window = Http.json(api + "window?name=page_views_per_minute&minutes=6500");
        window.get("points").forEach(point -> views.add(point.get("value").asLong()));
        List<Long> minutes = views.stream().filter(value -> value > 0).toList();

        assertThat(minutes)
                .hasSize(WebAccess.pageViewsPerMinute().get("minutes").asInt());
        assertThat(minutes).contains(WebAccess.pageViewsPerMinute().get("max").asLong());
        assertThat(minutes.get(0))
                .isEqualTo(WebAccess.pageViewsPerMinute().get("first").get(1).asLong());
        assertThat(minutes.get(minutes.size() - 1))
                .isEqualTo(WebAccess.pageViewsPerMinute().get("last").get(1).asLong());
        assertThat(Http.json(api + "window?name=bytes_sum&minutes=6500")
                        .get("total")
                        .asLong())
                .isEqualTo(WebAccess.bytesOfPageViews());
    }

    @Test
    void distinctUsersOverRestAreThoseOfRedis() throws IOException {
        JsonNode window = Http.json(api + "window?name=active_users&minutes=6500");
        String[] panes = pipeline.redis().keys("metrics:active_users:hour:*").toArray(String[]::new);

        assertThat(window.get("total").asLong())
                .isEqualTo(pipeline.redis().pfcount(panes))
                .isCloseTo(WebAccess.distinct("top_users"), withinPercentage(3));
    }

    @Test
    void valuesInRawRedis() {
        assertThat(pipeline.redis().hgetall("metrics:counters")).isEqualTo(WebAccess.counters());
        assertThat(pipeline.redis().hgetall("metrics:counters:counter_by_status"))
                .isEqualTo(WebAccess.byStatus());
        for (String board : List.of("top_pages", "top_users")) {
            String key = "metrics:leaderboards:" + board;
            assertThat(pipeline.redis().zcard(key)).isEqualTo(WebAccess.distinct(board));
            List<String> places = new ArrayList<>();
            for (ScoredValue<String> place : pipeline.redis().zrevrangeWithScores(key, 0, 9)) {
                places.add(place.getValue() + " " + (long) place.getScore());
            }
            assertThat(places).isEqualTo(expectedTop10(board));
        }
        List<String> minutes = pipeline.redis().keys("metrics:page_views_per_minute:minute:*");
        assertThat(minutes)
                .hasSize(WebAccess.pageViewsPerMinute().get("minutes").asInt());
        assertThat(minutes)
                .allSatisfy(key -> assertThat(pipeline.redis().ttl(key)).isPositive());
        assertThat(sum(minutes)).isEqualTo(Long.parseLong(WebAccess.counters().getOrDefault("page_view", "")));
        assertThat(sum(pipeline.redis().keys("metrics:bytes_sum:hour:*"))).isEqualTo(WebAccess.bytesOfPageViews());
    }

    @Test
    void everyOffsetHasAFate() {
        Map<String, String> fates = pipeline.redis().hgetall("metrics:accounting:" + pipeline.topic());

        assertThat(fates)
                .containsOnly(
                        Map.entry("counted", Long.toString(WebAccess.events())),
                        Map.entry("duplicate", Long.toString(WebAccess.events())));
    }

    @Test
    void auditNamesTheOneValueThatWasChangedByHand() {
        Tool before = pipeline.audit();
        pipeline.redis().hincrby("metrics:counters", "not_found", 1);
        Tool changed = pipeline.audit();
        pipeline.redis().hincrby("metrics:counters", "not_found", -1);
        Tool after = pipeline.audit();

        assertThat(before.exit()).as(before.toString()).isZero();
        assertThat(before.lastLine()).startsWith("audit: 9999 events, ").endsWith(" 0 differences");
        assertThat(changed.exit()).isEqualTo(1);
        assertThat(changed.out()).contains("metrics:counters not_found: the log says 213, the store says 214");
        assertThat(after.exit()).isZero();
    }

    private static List<String> top10OverRest(String board) throws IOException {
        List<String> places = new ArrayList<>();
        for (JsonNode entry :
                Http.json(api + "leaderboard?name=" + board + "&topN=10").get("entries")) {
            places.add(entry.get("member").asString() + " " + entry.get("score").asLong());
        }
        return places;
    }

    private static List<String> expectedTop10(String board) {
        List<String> places = new ArrayList<>();
        for (JsonNode entry : WebAccess.top10(board)) {
            places.add(entry.get("member").asString() + " " + entry.get("score").asLong());
        }
        return places;
    }

    private static long sum(List<String> keys) {
        return keys.stream()
                .mapToLong(key -> Long.parseLong(String.valueOf(pipeline.redis().get(key))))
                .sum();
    }
}
