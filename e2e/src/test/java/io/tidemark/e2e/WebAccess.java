package io.tidemark.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
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

    /** Of every event, in the file and wherever it goes. */
    static Set<String> eventIds() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Pipeline.EVENTS)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line ->
                            JsonMapper.shared().readTree(line).get("eventId").asString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
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

    /** What the API serves for {@link #counters()}. */
    static Map<String, String> countersServed(String api) throws IOException {
        Map<String, String> served = new TreeMap<>();
        for (String type : counters().keySet()) {
            served.put(
                    type, Http.json(api + "counter?name=" + type).get("value").asString());
        }
        return served;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asString()));
        return texts;
    }
}
