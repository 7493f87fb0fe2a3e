package io.tidemark.cli.audit;

import io.tidemark.metric.Condition;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.MetricAccounting;
import io.tidemark.metric.store.MetricDelta;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the log makes of one metric. An event that the metric takes, which is of one of its types and fulfils its condition,
 * is tested in this order:
 *
 * <ol>
 *   <li>late: with a window or period, if the pane of its event time takes no more at the log's time;
 *   <li>unusable: a group or member of more than 1,024 UTF-16 units, a leaderboard without a member, or no value for the
 *       aggregation; those of numbers take JSON numbers inside {@code data}, below 10^15 in magnitude, rounded
 *       half-even to 9 fraction digits; {@code distinct} takes what can be a group;
 *   <li>applied otherwise.
 * </ol>
 *
 * <p>The group is the text of a text, a number or a boolean as it stands in the event, {@code __none__} if there is none.
 * One that starts with {@code __} gets one more {@code _}; half a surrogate pair becomes U+FFFD. Several of them are one
 * compact JSON array, of no more than 1,024 UTF-16 units either. Not thread-safe.
 */
final class MetricFold {

    private static final Optional<String> ONE = Optional.of("1");

    /** Keys expire three hours after their pane is kept; a snapshot may still have them, so one more is allowed. */
    private static final long EXPIRED = Duration.ofHours(4).toMillis();

    private static final int MAX_GROUP = 1_024;
    private static final BigDecimal LIMIT = new BigDecimal("1e15");
    private static final BigDecimal VANISHING = new BigDecimal("5e-10");
    private static final int FRACTION_DIGITS = 9;

    private final MetricDefinition metric;
    private final int since;
    private final List<List<String>> by;
    private final long now;
    private final AuditedAggregation aggregation;
    private final Map<Long, Map<String, FoldedValue>> panes = new HashMap<>();
    private long matched;
    private long late;
    private long unusable;

    /**
     * Of nothing yet.
     *
     * @param since the first version whose offsets count for it
     * @param now the time of the snapshot that it will be compared with, in milliseconds since the epoch
     */
    MetricFold(MetricDefinition metric, int since, long now) {
        this.metric = metric;
        this.since = since;
        this.now = now;
        this.by = metric.by().stream().map(LoggedEvent::pathOf).toList();
        this.aggregation = AuditedAggregation.of(metric);
    }

    MetricDefinition metric() {
        return metric;
    }

    /**
     * By pane, or {@link MetricDelta#ALL_TIME}, and group, or {@link MetricDelta#UNGROUPED}. A pane that is no longer kept
     * in the snapshot is empty, and one that the store has surely dropped by then is not there.
     */
    Map<Long, Map<String, FoldedValue>> panes() {
        return panes;
    }

    MetricAccounting accounting() {
        return new MetricAccounting(matched, matched - late - unusable, late, unusable, null);
    }

    /**
     * What was folded, as it stands in a baseline.
     *
     * @param panes by pane and group, what {@link FoldedValue#saved} gave
     */
    record State(long matched, long late, long unusable, Map<Long, Map<String, String>> panes) {}

    State state() {
        Map<Long, Map<String, String>> saved = new HashMap<>();
        panes.forEach((pane, groups) -> {
            Map<String, String> values = saved.computeIfAbsent(pane, start -> new HashMap<>());
            groups.forEach((group, value) -> values.put(group, value.saved()));
        });
        return new State(matched, late, unusable, saved);
    }

    /** Takes in what was folded before, of the same metric. */
    void restore(State state) {
        matched += state.matched();
        late += state.late();
        unusable += state.unusable();
        state.panes().forEach((pane, saved) -> {
            Map<String, FoldedValue> groups = groups(pane);
            saved.forEach((group, value) -> groups.computeIfAbsent(
                            group, g -> aggregation.nothing().get())
                    .restore(value));
        });
    }

    void add(LoggedEvent event, LogRecord record, int version, long eventTime, long logTime, FoldObserver observer) {
        if (version < since || !takes(event, eventTime)) {
            return;
        }
        matched++;
        Window window = metric.window();
        long pane = window == null ? MetricDelta.ALL_TIME : window.paneStart(eventTime);
        if (window != null && window.isLate(pane, logTime)) {
            late++;
            observer.late(metric, pane);
            return;
        }
        Optional<String> group = group(event);
        Optional<String> value = value(event);
        if (group.isEmpty() || value.isEmpty()) {
            unusable++;
            observer.unusable(metric, pane);
            return;
        }
        String place = aggregation.isPlaced() ? placeOf(record, eventTime) : "";
        observer.applied(metric, pane, group.get(), () -> aggregation.alone(value.get(), place));
        // A long log has many more panes than those which are compared.
        if (window == null || !window.isLate(pane, now)) {
            groups(pane)
                    .computeIfAbsent(group.get(), g -> aggregation.nothing().get())
                    .add(value.get(), place);
        } else if (!window.isLate(pane, now - EXPIRED)) {
            groups(pane);
        }
    }

    private boolean takes(LoggedEvent event, long eventTime) {
        Condition where = metric.where();
        return metric.takes(event.type()) && (where == null || event.fulfils(where, eventTime));
    }

    private Map<String, FoldedValue> groups(long pane) {
        return panes.computeIfAbsent(pane, start -> new HashMap<>());
    }

    private Optional<String> group(LoggedEvent event) {
        if (by.isEmpty()) {
            return Optional.of(MetricDelta.UNGROUPED);
        }
        List<String> dimensions = new ArrayList<>();
        for (List<String> path : by) {
            Optional<String> dimension = dimension(event, path);
            if (dimension.isEmpty()) {
                return Optional.empty();
            }
            dimensions.add(dimension.get());
        }
        String group =
                dimensions.size() == 1 ? dimensions.get(0) : JsonMapper.shared().writeValueAsString(dimensions);
        return Optional.of(group)
                .filter(text -> by.size() == 1 || isShort(text))
                .map(StoredText::of);
    }

    private Optional<String> dimension(LoggedEvent event, List<String> path) {
        Optional<String> text = event.find(path).flatMap(JsonValue::scalarText);
        if (text.isEmpty()) {
            return metric.kind() == MetricDefinition.Kind.LEADERBOARD ? Optional.empty() : Optional.of("__none__");
        }
        return text.filter(MetricFold::isShort).map(t -> t.startsWith("__") ? "_" + t : t);
    }

    private Optional<String> value(LoggedEvent event) {
        List<String> path = aggregation.path();
        if (path.isEmpty()) {
            return ONE;
        }
        Optional<JsonValue> value = event.find(path);
        if (aggregation.isElement()) {
            return value.flatMap(JsonValue::scalarText)
                    .filter(MetricFold::isShort)
                    .map(StoredText::of);
        }
        return value.filter(v -> path.size() > 1) // a userId is a text, also when it is written as a number
                .filter(JsonValue.Numeral.class::isInstance)
                .flatMap(JsonValue::scalarText)
                .flatMap(MetricFold::number)
                .map(BigDecimal::toPlainString);
    }

    /** Its order as text is that of event time, topic, partition and offset. */
    private static String placeOf(LogRecord record, long eventTime) {
        return String.format(
                Locale.ROOT,
                "%019d %s %010d %019d",
                Math.max(0, eventTime),
                record.topic(),
                record.partition(),
                record.offset());
    }

    private static boolean isShort(String text) {
        return text.length() <= MAX_GROUP;
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            BigDecimal magnitude = number.abs();
            if (magnitude.compareTo(LIMIT) >= 0) {
                return Optional.empty();
            }
            // The half goes to the even neighbour, zero; a huge negative exponent is never expanded.
            boolean vanishes = magnitude.compareTo(VANISHING) <= 0;
            return Optional.of(vanishes ? BigDecimal.ZERO : number.setScale(FRACTION_DIGITS, RoundingMode.HALF_EVEN));
        } catch (NumberFormatException e) {
            return Optional.empty(); // an exponent of more than ten digits
        }
    }
}
