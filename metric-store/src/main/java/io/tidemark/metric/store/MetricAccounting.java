package io.tidemark.metric.store;

import org.jspecify.annotations.Nullable;

/**
 * What became of the events that a metric takes: {@code matched = applied + late + unusable}.
 *
 * @param broken why some of its values or of these counts could not be written or read, so that they are not what the
 *     log says; null: they are
 */
public record MetricAccounting(
        long matched,
        long applied,
        long late,
        long unusable,
        @Nullable String broken) {

    public static final MetricAccounting NONE = new MetricAccounting(0, 0, 0, 0, null);

    /** Both together; the reason of this one goes before the other's. */
    public MetricAccounting plus(MetricAccounting other) {
        return new MetricAccounting(
                matched + other.matched,
                applied + other.applied,
                late + other.late,
                unusable + other.unusable,
                broken != null ? broken : other.broken);
    }
}
