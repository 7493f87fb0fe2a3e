package io.tidemark.chaos.load;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what a load knows of itself against the log and against what the metrics API serves; it shares no line with what
 * it checks.
 */
public final class LoadCheck {

    private static final int KEPT = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String api;
    private final List<String> differences = new ArrayList<>();
    private long count;

    private LoadCheck(String api) {
        this.api = api + "/api/v1/metrics/";
    }

    /**
     * What was found.
     *
     * @param records     how many stand in the log
     * @param count       how many differences there are
     * @param differences a line for each of the first of them
     */
    public record Result(long records, long count, List<String> differences) {}

    /**
     * Checks a load that is done and folded.
     *
     * @param api the metrics API without a path
     */
    public static Result of(Load load, String bootstrapServers, String topic, String api)
            throws IOException, InterruptedException {
        LoadCheck check = new LoadCheck(api);
        LoggedEvents logged = LoggedEvents.read(bootstrapServers, topic);
        check.acknowledged(load.acknowledged(), logged.numbers());
        check.served(load.totals());
        check.accounting(logged);
        return new Result(logged.events() + logged.others(), check.count, check.differences);
    }

    private void acknowledged(BitSet acknowledged, BitSet logged) {
        BitSet missing = (BitSet) acknowledged.clone();
        missing.andNot(logged);
        missing.stream().forEach(number -> differs("event e" + number + " was acknowledged and is not in the log"));
    }

    private void served(Totals totals) throws IOException, InterruptedException {
        compare("counter", totals.types(), values(get("counters").path("counters"), "name", "value"));
        compare("top_pages", totals.pages(), board("top_pages"));
        compare("top_users", totals.users(), board("top_users"));
        Map<String, BigDecimal> revenue = totals.revenue();
        if (!revenue.isEmpty()) {
            compare("revenue", revenue, revenue(new TreeSet<>(revenue.keySet())));
        }
    }

    private Map<String, BigDecimal> board(String name) throws IOException, InterruptedException {
        return values(get("leaderboard?topN=1000&name=" + name).path("entries"), "member", "score");
    }

    private Map<String, BigDecimal> revenue(TreeSet<String> minutes) throws IOException, InterruptedException {
        Instant end = Instant.parse(minutes.last()).plus(Duration.ofMinutes(1));
        JsonNode points = get("window?name=revenue&from=" + minutes.first() + "&to=" + end)
                .path("points");
        Map<String, BigDecimal> values = values(points, "start", "value");
        values.values().removeIf(value -> value.signum() == 0); // a minute without one is served as 0
        return values;
    }

    private void accounting(LoggedEvents logged) throws IOException, InterruptedException {
        JsonNode fates = get("accounting").path("topics").path(0).path("fates");
        long different = logged.numbers().cardinality();
        if (logged.events() == different) {
            differs("no event stands twice in the log, so that deduplication was not tried");
        }
        compare(
                "accounting",
                Map.of(
                        "counted", BigDecimal.valueOf(different),
                        "duplicate", BigDecimal.valueOf(logged.events() - different),
                        "rejected", BigDecimal.valueOf(logged.others())),
                Map.of(
                        "counted", fates.path("counted").decimalValue(BigDecimal.ZERO),
                        "duplicate", fates.path("duplicate").decimalValue(BigDecimal.ZERO),
                        "rejected", fates.path("rejected").decimalValue(BigDecimal.ZERO)));
    }

    private void compare(String what, Map<String, BigDecimal> sent, Map<String, BigDecimal> served) {
        TreeSet<String> names = new TreeSet<>(sent.keySet());
        names.addAll(served.keySet());
        for (String name : names) {
            if (!isSame(sent.get(name), served.get(name))) {
                differs(what + " " + name + ": sent " + sent.get(name) + ", served " + served.get(name));
            }
        }
    }

    private void differs(String what) {
        count++;
        if (differences.size() < KEPT) {
            differences.add(what);
        }
    }

    private static boolean isSame(@Nullable BigDecimal sent, @Nullable BigDecimal served) {
        return sent != null && served != null && sent.compareTo(served) == 0;
    }

    private static Map<String, BigDecimal> values(JsonNode list, String name, String value) {
        Map<String, BigDecimal> values = new TreeMap<>();
        for (JsonNode entry : list) {
            JsonNode number = entry.path(value);
            if (number.isNumber()) { // a grouped counter has none
                values.put(entry.path(name).asString(), number.decimalValue());
            }
        }
        return values;
    }

    /** A service whose store has just come back is given time. */
    private JsonNode get(String path) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        while (true) {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return JSON.readTree(response.body());
            }
            if (response.statusCode() != 503 || System.nanoTime() > end) {
                throw new IOException(request.uri() + " answered " + response.statusCode() + ": " + response.body());
            }
            Thread.sleep(200);
        }
    }
}
