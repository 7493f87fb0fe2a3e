package io.tidemark.api.query;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricDefinition.Kind;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.MetricReader;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The catalog in force in the store, by which every question is answered. Thread-safe.
 *
 * <p>A question is asked by the version last seen; only then the store is asked for its version. If it is the same, it
 * was in force all the time that the values were read, so that values are never shown under another version's
 * definition; else the question is asked again.
 */
public final class ActiveCatalog {

    private final MetricReader store;
    private volatile CatalogVersion seen = CatalogVersion.NONE;

    public ActiveCatalog(MetricReader store) {
        this.store = store;
    }

    <T> T ask(Function<MetricCatalog, T> question) {
        while (true) {
            CatalogVersion asked = seen;
            Supplier<T> answer = attempt(question, asked.catalog());
            CatalogVersion inForce = store.catalog();
            if (inForce.equals(asked)) {
                return answer.get();
            }
            seen = inForce;
        }
    }

    <T> T ask(String name, Kind kind, Function<MetricDefinition, T> question) {
        return ask(catalog -> question.apply(find(catalog, name, kind)));
    }

    private MetricDefinition find(MetricCatalog catalog, String name, Kind kind) {
        MetricDefinition metric = catalog.find(name).orElseThrow(() -> undefined(name));
        if (metric.kind() != kind) {
            throw wrongKind(name, metric.kind());
        }
        return metric;
    }

    /** A name without a definition may still be that of an event type, which is a counter. */
    private RefusedException undefined(String name) {
        return store.counters().containsKey(name) ? wrongKind(name, Kind.COUNTER) : unknown(name);
    }

    static RefusedException wrongKind(String name, Kind kind) {
        String right = "GET " + Endpoint.of(kind) + "?name=" + name;
        String message =
                "'" + name + "' is a " + kind.name().toLowerCase(Locale.ROOT) + ", which is asked for by " + right;
        return new RefusedException(Refusal.WRONG_KIND, message, "name", name, right);
    }

    static RefusedException unknown(String name) {
        String allowed = "the name of a metric that is defined or of an event type that was seen";
        String message = "'" + name + "' is neither a defined metric nor an event type that was seen";
        return new RefusedException(Refusal.UNKNOWN_METRIC, message, "name", name, allowed);
    }

    /** What fails may fail for the sake of an outdated definition: that is known only afterwards. */
    private static <T> Supplier<T> attempt(Function<MetricCatalog, T> question, MetricCatalog catalog) {
        try {
            T answer = question.apply(catalog);
            return () -> answer;
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        }
    }
}
