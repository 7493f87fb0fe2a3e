package io.tidemark.api.query;

import io.tidemark.metric.Accumulator;
import io.tidemark.metric.FieldPath;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricDefinition.Kind;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.Grain;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.TooLargeException;
import io.tidemark.metric.store.WindowValues;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** Answers what happened pane by pane. Thread-safe. */
public final class Windows {

    private static final int MAX_PANES = 10_000;
    // Each comes from the store as a sketch of up to 12 KiB. A day of minutes fits.
    private static final int MAX_DISTINCT_PANES = 1_500;
    // Over all groups: some 15 MB of JSON.
    private static final int MAX_POINTS = 250_000;
    private static final Comparator<Series> GREATEST_FIRST = Comparator.<Series, BigDecimal>comparing(
                    series -> series.total().number(), Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Series::group);

    private static final Duration PATIENCE = Duration.ofMillis(500);
    // Fewer than the threads that serve RPC, so that some are left for other questions.
    private static final int MAX_WAITING = 8;

    private final MetricReader store;
    private final ActiveCatalog active;
    private final Clock clock;

    // A span of sketches is up to 18 MB in one answer, for which Redis holds up everything else: one at a time, in
    // turn.
    private final Semaphore turn = new Semaphore(1, true);

    public Windows(MetricReader store, ActiveCatalog active, Clock clock) {
        this.store = store;
        this.active = active;
        this.clock = clock;
    }

    /** The panes that overlap the span; throws {@link RefusedException} if there is no such window, it has too many, or too much is asked at a time. */
    public WindowAnswer answer(WindowQuery query) {
        return active.ask(query.name(), Kind.WINDOW, metric -> answer(metric, query));
    }

    /** The same over all groups, of a window whose value is one number. */
    public WindowAnswer.Single total(WindowQuery query) {
        return active.ask(query.name(), Kind.WINDOW, metric -> {
            if (Reading.of(metric.aggregation().nothing(), List.of()) instanceof Reading.Values) {
                throw severalNumbers(metric);
            }
            WindowValues values = read(metric, query, 1, group -> MetricDelta.UNGROUPED);
            Series series = Series.of(MetricDelta.UNGROUPED, values, metric.aggregation(), List.of());
            Window window = Objects.requireNonNull(metric.window());
            return new WindowAnswer.Single(query.name(), window.unit(), series.points(), series.total());
        });
    }

    /** How many numbers a point has. */
    private static int numbersOf(MetricDefinition metric, List<BigDecimal> quantiles) {
        return Reading.of(metric.aggregation().nothing(), quantiles) instanceof Reading.Values several
                ? several.values().size()
                : 1;
    }

    private static RefusedException severalNumbers(MetricDefinition metric) {
        String right = "GET " + Endpoint.WINDOW + "?name=" + metric.name();
        String message = "'" + metric.name() + "' is " + metric.aggregation().text()
                + ", which is several numbers and not one; they are asked for by " + right;
        return new RefusedException(
                Refusal.WRONG_KIND, message, "name", metric.name().text(), right);
    }

    private WindowAnswer answer(MetricDefinition metric, WindowQuery query) {
        List<BigDecimal> quantiles = query.quantiles(metric);
        List<FieldPath> by = query.by(metric);
        Window window = Objects.requireNonNull(metric.window());
        WindowValues values = read(
                metric,
                query,
                numbersOf(metric, quantiles),
                by.equals(metric.by()) ? group -> group : group -> Groups.only(by, metric, group));
        String name = metric.name().text();
        String unit = query.step() == null ? window.unit() : query.step().text();
        if (by.isEmpty()) {
            Series series = Series.of(MetricDelta.UNGROUPED, values, metric.aggregation(), quantiles);
            return new WindowAnswer.Single(name, unit, series.points(), series.total());
        }
        return new WindowAnswer.Grouped(name, unit, groups(metric, by, values, query.span(), quantiles));
    }

    /**
     * @param numbers how many a point has
     * @param group   as {@link Grain} has it
     */
    private WindowValues read(MetricDefinition metric, WindowQuery query, int numbers, UnaryOperator<String> group) {
        Window window = Objects.requireNonNull(metric.window());
        Instant now = clock.instant();
        Instant first = query.span().first(now);
        Instant last = query.span().last(now);
        LongUnaryOperator point = LongUnaryOperator.identity();
        Step step = query.step();
        if (step != null) { // whole points, as without it whole panes
            point = pane -> step.start(pane, window);
            first = Instant.ofEpochMilli(point.applyAsLong(first.toEpochMilli()));
            last = Instant.ofEpochMilli(step.end(point.applyAsLong(last.toEpochMilli())) - 1);
        }
        long panesOfAPoint = step == null ? 1 : step.panes(last.toEpochMilli(), window);
        long maxPanes =
                Math.min(metric.isDistinct() ? MAX_DISTINCT_PANES : MAX_PANES, MAX_POINTS / numbers * panesOfAPoint);
        if (panes(window, first, last) > maxPanes) {
            throw tooLong(query, window, last, maxPanes);
        }
        try {
            Grain grain = new Grain(point, group);
            return isSmall(metric)
                    ? store.window(metric, first, last, now, grain)
                    : inTurn(metric, first, last, now, grain);
        } catch (TooLargeException e) {
            throw tooLong(query, window, last, e.share(panes(window, first, last)));
        }
    }

    /** What is allowed leaves room for the points at both ends, which are whole. */
    private static RefusedException tooLong(WindowQuery query, Window window, Instant last, long maxPanes) {
        Step step = query.step();
        if (step == null) {
            return query.span().tooLong(window, (int) Math.max(2, maxPanes));
        }
        long point = step.panes(last.toEpochMilli(), window);
        if (maxPanes - 2 * point < 2) {
            return Parameters.bad(
                    "step", step.text(), "less than half of " + maxPanes + " panes of one " + window.unit());
        }
        return query.span().tooLong(window, (int) (maxPanes - 2 * point));
    }

    private static boolean isSmall(MetricDefinition metric) {
        return !metric.isDistinct()
                && !metric.isGrouped()
                && metric.aggregation().isPart(Accumulator.WHOLE);
    }

    private WindowValues inTurn(MetricDefinition metric, Instant first, Instant last, Instant now, Grain grain) {
        takeTurn(metric);
        try {
            return store.window(metric, first, last, now, grain);
        } finally {
            turn.release();
        }
    }

    private void takeTurn(MetricDefinition metric) {
        try {
            if (turn.getQueueLength() < MAX_WAITING && turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String message = "'" + metric.name() + "' waits for other windows of distinct elements or of groups to be read";
        throw new RefusedException(Refusal.BUSY, message, null, null, null);
    }

    private static List<WindowAnswer.Group> groups(
            MetricDefinition metric, List<FieldPath> by, WindowValues values, Span span, List<BigDecimal> quantiles) {
        Window window = Objects.requireNonNull(metric.window());
        Set<String> groups = values.totals().keySet();
        int panes = values.panes().size();
        int numbers = groups.size() * numbersOf(metric, quantiles);
        if (panes > 1 && (long) numbers * panes > MAX_POINTS) {
            throw span.tooLong(window, Math.max(2, MAX_POINTS / numbers));
        }
        return groups.stream()
                .map(group -> Series.of(group, values, metric.aggregation(), quantiles))
                .sorted(GREATEST_FIRST)
                .map(series ->
                        new WindowAnswer.Group(Groups.by(metric, by, series.group()), series.points(), series.total()))
                .toList();
    }

    private static long panes(Window window, Instant first, Instant last) {
        long span = window.paneStart(last.toEpochMilli()) - window.paneStart(first.toEpochMilli());
        return span / window.every().toMillis() + 1;
    }
}
