package io.tidemark.api.query;

import io.tidemark.metric.Decimals;
import io.tidemark.metric.FieldPath;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.QuantileSketch;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a window.
 *
 * @param shares which quantiles are wanted, in the order asked for; empty: the usual ones
 * @param step   the length of a point; null: a pane
 * @param by     the dimensions that are to be told apart; empty: as the metric does
 */
public record WindowQuery(
        String name,
        Span span,
        List<BigDecimal> shares,
        @Nullable Step step,
        Optional<List<String>> by) {

    private static final List<BigDecimal> USUAL =
            List.of(new BigDecimal("0.5"), new BigDecimal("0.9"), new BigDecimal("0.95"), new BigDecimal("0.99"));
    private static final int MAX_SHARES = 20;
    private static final Pattern SHARE = Pattern.compile("0(\\.\\d{1,9})?|1(\\.0{1,9})?");
    private static final String SHARES =
            "1 to " + MAX_SHARES + " decimals from 0 to 1 with commas between, as 0.5,0.95";

    private static final int MAX_MINUTES = 100_000_000;
    private static final String SPANS = "minutes, or from and to";

    /** Of the parameters of a request. */
    public static WindowQuery of(Map<String, List<String>> parameters) {
        Parameters given = new Parameters(parameters, "name", "minutes", "from", "to", "q", "step", "timezone", "by");
        String name = given.name();
        List<BigDecimal> shares = given.text("q").map(WindowQuery::shares).orElse(List.of());
        Optional<Integer> minutes = given.integer("minutes", 1, MAX_MINUTES);
        Optional<Instant> from = given.instant("from");
        Optional<Instant> to = given.instant("to");
        Step step = step(given);
        Optional<List<String>> by = given.text("by").map(WindowQuery::fields);
        if (minutes.isEmpty()) {
            return new WindowQuery(name, between(from, to), shares, step, by);
        }
        if (from.isPresent() || to.isPresent()) {
            throw Parameters.bad("minutes", minutes.get().toString(), SPANS + ", not both");
        }
        return new WindowQuery(name, new Span.Minutes(minutes.get()), shares, step, by);
    }

    private static @Nullable Step step(Parameters given) {
        Optional<String> zone = given.text("timezone");
        if (given.text("step").isEmpty() && zone.isPresent()) {
            throw Parameters.bad("timezone", zone.get(), "nothing without step: panes are of UTC");
        }
        return given.text("step").map(step -> Step.of(step, zone.orElse(null))).orElse(null);
    }

    private static List<String> fields(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    private static Span between(Optional<Instant> from, Optional<Instant> to) {
        if (from.isEmpty() && to.isEmpty()) {
            throw Parameters.missing("minutes", SPANS);
        }
        Instant first = from.orElseThrow(() -> Parameters.missing("from", SPANS));
        Instant end = to.orElseThrow(() -> Parameters.missing("to", SPANS));
        if (!first.isBefore(end)) {
            throw Parameters.bad("to", end.toString(), "a time after from, which is " + first);
        }
        return new Span.Between(first, end);
    }

    /** Of this metric; throws {@link RefusedException} if it has none and some are wanted. */
    List<BigDecimal> quantiles(MetricDefinition metric) {
        if (metric.aggregation().nothing() instanceof QuantileSketch) {
            return shares.isEmpty() ? USUAL : shares;
        }
        if (!shares.isEmpty()) {
            String text = shares.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(","));
            throw Parameters.bad(
                    "q",
                    text,
                    "nothing: '" + name + "' is " + metric.aggregation().text());
        }
        return List.of();
    }

    /** The dimensions of this metric that are told apart; throws {@link RefusedException} for any that it does not have. */
    List<FieldPath> by(MetricDefinition metric) {
        if (by.isEmpty()) {
            return metric.by();
        }
        List<String> all = metric.by().stream().map(FieldPath::text).toList();
        List<String> wanted = by.get();
        if (!Set.copyOf(all).containsAll(wanted) || new HashSet<>(wanted).size() < wanted.size()) {
            String allowed = all.isEmpty() ? "'" + name + "' has no groups" : "some of " + String.join(",", all);
            throw Parameters.bad("by", String.join(",", wanted), allowed + ", or nothing");
        }
        return wanted.stream().map(FieldPath::new).toList();
    }

    private static List<BigDecimal> shares(String text) {
        Set<BigDecimal> shares = new LinkedHashSet<>();
        for (String share : text.split(",", -1)) {
            if (!SHARE.matcher(share).matches() || shares.size() == MAX_SHARES) {
                throw Parameters.bad("q", text, SHARES);
            }
            shares.add(Decimals.plain(new BigDecimal(share)));
        }
        return List.copyOf(shares);
    }
}
