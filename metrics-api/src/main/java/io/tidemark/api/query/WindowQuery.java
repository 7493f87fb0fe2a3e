package io.tidemark.api.query;

import io.tidemark.metric.Decimals;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.QuantileSketch;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is asked of a window.
 *
 * @param shares which quantiles are wanted, in the order asked for; empty: the usual ones
 */
public record WindowQuery(String name, Span span, List<BigDecimal> shares) {

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
        Parameters given = new Parameters(parameters, "name", "minutes", "from", "to", "q");
        String name = given.name();
        List<BigDecimal> shares = given.text("q").map(WindowQuery::shares).orElse(List.of());
        Optional<Integer> minutes = given.integer("minutes", 1, MAX_MINUTES);
        Optional<Instant> from = given.instant("from");
        Optional<Instant> to = given.instant("to");
        if (minutes.isEmpty()) {
            return new WindowQuery(name, between(from, to), shares);
        }
        if (from.isPresent() || to.isPresent()) {
            throw Parameters.bad("minutes", minutes.get().toString(), SPANS + ", not both");
        }
        return new WindowQuery(name, new Span.Minutes(minutes.get()), shares);
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
