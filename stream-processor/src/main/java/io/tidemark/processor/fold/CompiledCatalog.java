package io.tidemark.processor.fold;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.CatalogVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A catalog made ready for folding: what it reads of an event, and which metrics take which event type. Not thread-safe:
 * one for each thread that folds.
 */
public final class CompiledCatalog {

    /** Event types come from outside; beyond this many, what is remembered of them is dropped and computed again. */
    private static final int MAX_REMEMBERED_TYPES = 10_000;

    private final CatalogVersion version;
    private final List<CompiledMetric> metrics = new ArrayList<>();
    private final Map<String, TypePlan> plans = new HashMap<>();
    private final EventDecoder decoder;

    public CompiledCatalog(CatalogVersion version) {
        this.version = version;
        Projection projection = new Projection();
        for (MetricDefinition definition : version.catalog().definitions()) {
            if (!definition.isTypeCounter()) { // counted under its type anyway
                metrics.add(new CompiledMetric(definition, metrics.size(), projection));
            }
        }
        this.decoder = new EventDecoder(projection);
    }

    public CatalogVersion version() {
        return version;
    }

    /** How far back an event's id counts. */
    public Deduplication deduplication() {
        return version.catalog().deduplication();
    }

    int size() {
        return metrics.size();
    }

    EventDecoder decoder() {
        return decoder;
    }

    TypePlan planOf(String eventType) {
        TypePlan plan = plans.get(eventType);
        if (plan == null) {
            if (plans.size() >= MAX_REMEMBERED_TYPES) {
                plans.clear();
            }
            plan = planFor(eventType);
            plans.put(eventType, plan);
        }
        return plan;
    }

    private TypePlan planFor(String eventType) {
        CompiledMetric[] taking = metrics.stream()
                .filter(metric -> metric.definition().takes(eventType))
                .toArray(CompiledMetric[]::new);
        return new TypePlan(version.catalog().countsType(eventType), taking, ConditionFields.of(taking));
    }

    /**
     * What happens to the events of one type.
     *
     * @param counted whether they are counted under their type's name
     * @param metrics the metrics that take them
     * @param fields  what the conditions of these ask of data; null: nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // walked for every event, never compared
    record TypePlan(
            boolean counted,
            CompiledMetric[] metrics,
            @Nullable ConditionFields fields) {}
}
