package io.tidemark.api.query;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of a window. */
public record WindowQuery(String name, Span span) {

    private static final int MAX_MINUTES = 100_000_000;
    private static final String SPANS = "minutes, or from and to";

    /** Of the parameters of a request. */
    public static WindowQuery of(Map<String, List<String>> parameters) {
        Parameters given = new Parameters(parameters, "name", "minutes", "from", "to");
        String name = given.name();
        Optional<Integer> minutes = given.integer("minutes", 1, MAX_MINUTES);
        Optional<Instant> from = given.instant("from");
        Optional<Instant> to = given.instant("to");
        if (minutes.isEmpty()) {
            return new WindowQuery(name, between(from, to));
        }
        if (from.isPresent() || to.isPresent()) {
            throw Parameters.bad("minutes", minutes.get().toString(), SPANS + ", not both");
        }
        return new WindowQuery(name, new Span.Minutes(minutes.get()));
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
}
