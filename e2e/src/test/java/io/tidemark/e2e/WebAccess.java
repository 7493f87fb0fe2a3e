package io.tidemark.e2e;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The true totals of the example's events, computed apart from this project, and the metrics that should give them. */
final class WebAccess {

    static final String[] METRICS = {
        "{name: counter_by_status, counter: {}, by: data.status}",
        "{name: top_pages, leaderboard: {by: data.page}, events: [page_view]}",
        "{name: top_users, leaderboard: {by: userId}}",
        "{name: daily_active_users, leaderboard: {by: userId, period: day}}",
        "{name: page_views_per_minute, window: {every: minute, keep: 8d}, events: [page_view]}",
        "{name: bytes_sum, window: {every: hour, keep: 8d}, events: [page_view], aggregate: sum(data.bytes)}",
        "{name: active_users, window: {every: hour, keep: 8d}, aggregate: distinct(userId)}"
    };

    private static final JsonNode EXPECTED = JsonMapper.shared()
            .readTree(Path.of("..", "examples", "data", "web-access.expected.json")
                    .toFile());

    private WebAccess() {}

    static long events() {
        return EXPECTED.get("events").asLong();
    }

    /** By event type. */
    static Map<String, String> counters() {
        return texts(EXPECTED.get("counters"));
    }

    static Map<String, String> byStatus() {
        return texts(EXPECTED.get("counter_by_status"));
    }

    static long distinct(String board) {
        return EXPECTED.get(board).get("distinct").asLong();
    }

    /** Members and scores, the best first: {@code [{"member":…,"score":…}]}. */
    static JsonNode top10(String board) {
        return EXPECTED.get(board).get("top10");
    }

    static JsonNode pageViewsPerMinute() {
        return EXPECTED.get("page_views_per_minute");
    }

    static long bytesOfPageViews() {
        return EXPECTED.get("bytes_sum_page_view").asLong();
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asString()));
        return texts;
    }
}
