package io.tidemark.cli.audit;

import io.tidemark.api.query.ActiveCatalog;
import io.tidemark.api.query.WindowQuery;
import io.tidemark.api.query.Windows;
import io.tidemark.cli.audit.MetricCells.Cell;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.InMemoryMetricStore;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.StoreSnapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/metrics.md}: what each aggregation stores and serves of the example's events. */
final class MetricsPage {

    private static final String HEAD = """
            # Metrics

            What each aggregation makes of the 9,999 events in `examples/data`, by `data.bytes` and, where grouped, by `data.method`: the key of a pane in
            Redis, what it holds, and what the API serves for the same pane, here a day. Generated: a test folds the events into windows of %s with
            each of these aggregations, ungrouped and grouped, compares every stored value with a plain fold of the same events, and holds this page
            against it. What a pane holds is taken from the store in memory, which the tests of the stores hold equal to Redis. The comparison runs on Redis, too, and on random events, with duplicates, replays, rewinds and other orders.
            `./mvnw -pl cli -am test -Dtest=MetricsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true` writes the page anew.

            | `aggregate` | `by` | key of a pane | what it holds | served | error |
            |---|---|---|---|---|---|
            """;

    private static final Map<String, String> ERRORS = Map.of(
            "distinct",
            "standard error 0.81 %",
            "quantiles",
            "1 % of the value",
            "avg",
            "none; 9 fraction digits",
            "stddev",
            "none; 9 fraction digits");

    private static final int SHOWN = 4;

    private final InMemoryMetricStore store;
    private final MetricReader names;
    private final StoreSnapshot snapshot;
    private final Windows windows;
    private final Instant day;

    /**
     * @param store what it holds of the events
     * @param names of the keys in Redis
     * @param day   the start of the one that is shown
     */
    MetricsPage(InMemoryMetricStore store, MetricReader names, Clock clock, Instant day) {
        this.store = store;
        this.names = names;
        this.snapshot = store.snapshot();
        this.windows = new Windows(store, new ActiveCatalog(store), clock);
        this.day = day;
    }

    String text(List<Cell> cells) {
        return HEAD.formatted(String.join(", ", MetricCells.UNITS))
                + cells.stream()
                        .filter(cell -> cell.every().equals("day"))
                        .map(this::row)
                        .collect(Collectors.joining());
    }

    private String row(Cell cell) {
        MetricDefinition metric = store.catalog().catalog().find(cell.name()).orElseThrow();
        return "| `" + cell.aggregate() + "` | " + (cell.by().isEmpty() ? "" : "`" + cell.by() + "`") + " | `"
                + key(metric) + "` | " + held(metric) + " | `" + served(cell) + "` | "
                + ERRORS.getOrDefault(cell.aggregation(), "none") + " |\n";
    }

    private String key(MetricDefinition metric) {
        return names.nameOf(metric, day.toEpochMilli(), metric.isSketchOfEachGroup() ? "{group}" : "", "")
                .key();
    }

    private String held(MetricDefinition metric) {
        if (metric.isSketchOfEachGroup()) {
            return "a HyperLogLog; `" + names.keyOf(metric, day.toEpochMilli()) + "` is a sorted set of the groups";
        }
        if (metric.isDistinct()) {
            return "a HyperLogLog";
        }
        String pane = store.nameOf(metric, day.toEpochMilli(), "", "").key();
        List<String> fields = new ArrayList<>();
        Map<String, String> sorted = new TreeMap<>();
        snapshot.values().forEach((name, value) -> {
            if (name.key().equals(pane)) {
                sorted.put(name.field(), value);
            }
        });
        if (sorted.size() == 1
                && names.nameOf(metric, day.toEpochMilli(), "", "").field().isEmpty()) {
            return "`" + sorted.values().iterator().next() + "`";
        }
        sorted.forEach((field, value) -> fields.add("`" + field + "` → `" + value + "`"));
        return String.join(", ", fields.subList(0, Math.min(SHOWN, fields.size())))
                + (fields.size() > SHOWN ? " and " + (fields.size() - SHOWN) + " more" : "");
    }

    /** Of a grouped one the first group. */
    private String served(Cell cell) {
        Map<String, List<String>> query = new HashMap<>(Map.of(
                "name", List.of(cell.name()),
                "from", List.of(day.toString()),
                "to", List.of(day.plus(window(cell).every()).toString())));
        JsonNode answer = JsonMapper.shared().valueToTree(windows.answer(WindowQuery.of(query)));
        JsonNode group = cell.by().isEmpty() ? answer : answer.path("groups").path(0);
        String by = cell.by().isEmpty() ? "" : group.path("by") + ": ";
        JsonNode point = group.path("points").path(0);
        return by + (point.has("value") ? point.path("value") : point.path("values"));
    }

    private Window window(Cell cell) {
        return Objects.requireNonNull(
                store.catalog().catalog().find(cell.name()).orElseThrow().window());
    }
}
