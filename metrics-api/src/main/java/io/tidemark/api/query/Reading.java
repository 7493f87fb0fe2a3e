package io.tidemark.api.query;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tidemark.metric.BucketCounts;
import io.tidemark.metric.MetricValue;
import io.tidemark.metric.QuantileSketch;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a metric says: one number, or several by name. */
public sealed interface Reading {

    /**
     * One number.
     *
     * @param value null if no event has brought one
     */
    record Number(@JsonValue @Nullable BigDecimal value) implements Reading {}

    /**
     * Several numbers: quantiles by their share, null without events; or the counts of a histogram by upper bound.
     */
    record Values(@JsonValue Map<String, @Nullable BigDecimal> values) implements Reading {}

    /**
     * What a value says.
     *
     * @param quantiles which are wanted, should it have quantiles; each a decimal from 0 to 1
     */
    static Reading of(MetricValue value, List<BigDecimal> quantiles) {
        if (value instanceof QuantileSketch sketch) {
            Map<String, @Nullable BigDecimal> values = new LinkedHashMap<>();
            quantiles.forEach(q -> values.put(q.toPlainString(), sketch.quantile(q)));
            return new Values(values);
        }
        if (value instanceof BucketCounts counts) {
            Map<String, @Nullable BigDecimal> values = new LinkedHashMap<>();
            counts.counts().forEach((bound, count) -> values.put(bound, BigDecimal.valueOf(count)));
            return new Values(values);
        }
        return new Number(value.number());
    }

    /** The number, or null if there is none or several. */
    default @Nullable BigDecimal number() {
        return this instanceof Number one ? one.value() : null;
    }
}
