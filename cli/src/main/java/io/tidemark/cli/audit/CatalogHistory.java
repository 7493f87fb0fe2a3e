package io.tidemark.cli.audit;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.CatalogVersion;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which catalog rules which offset, and from when on a value counts.
 *
 * <p>Version v rules the offsets from[v][p] ≤ o &lt; from[v+1][p]; a partition absent from {@code from} is ruled from its
 * start. Offsets before the first version are ruled by the empty catalog, which counts types. Not thread-safe.
 */
final class CatalogHistory {

    private final List<CatalogVersion> newestFirst;
    private final Map<String, Integer> countedSince = new HashMap<>();

    CatalogHistory(List<CatalogVersion> versions) {
        newestFirst = versions.stream()
                .sorted(Comparator.comparingInt(CatalogVersion::version).reversed())
                .toList();
    }

    CatalogVersion active() {
        return newestFirst.isEmpty() ? CatalogVersion.NONE : newestFirst.get(0);
    }

    CatalogVersion ruling(String topic, int partition, long offset) {
        for (CatalogVersion version : newestFirst) {
            Long from = version.from().getOrDefault(topic, Map.of()).get(partition);
            if (from == null || from <= offset) {
                return version;
            }
        }
        return CatalogVersion.NONE;
    }

    /** A window that holds that of every version which rules an offset. */
    Deduplication widestDeduplication() {
        Deduplication widest = new Deduplication(Duration.ZERO, 0);
        for (CatalogVersion version : newestFirst) {
            widest = union(widest, version.catalog().deduplication());
        }
        boolean fromTheStart = !newestFirst.isEmpty()
                && newestFirst.get(newestFirst.size() - 1).from().isEmpty();
        return fromTheStart
                ? widest
                : union(widest, CatalogVersion.NONE.catalog().deduplication());
    }

    private static Deduplication union(Deduplication left, Deduplication right) {
        Duration horizon = left.horizon().compareTo(right.horizon()) > 0 ? left.horizon() : right.horizon();
        return new Deduplication(horizon, Math.max(left.distance(), right.distance()));
    }

    /** The first version since which a metric of the active catalog has stood there unchanged. */
    int unchangedSince(MetricDefinition metric) {
        int since = active().version();
        for (CatalogVersion version : newestFirst) {
            if (!metric.equals(definition(version.catalog(), metric))) {
                break;
            }
            since = version.version();
        }
        return since;
    }

    /** The first version since which events of this type have been counted under their own name. */
    int countedSince(String eventType) {
        return countedSince.computeIfAbsent(eventType, this::afterLastSuppression);
    }

    private int afterLastSuppression(String eventType) {
        for (CatalogVersion version : newestFirst) {
            if (!version.catalog().countsType(eventType)) {
                return version.version() + 1;
            }
        }
        return CatalogVersion.NONE.version();
    }

    private static @Nullable MetricDefinition definition(MetricCatalog catalog, MetricDefinition metric) {
        return catalog.find(metric.name().text()).orElse(null);
    }
}
