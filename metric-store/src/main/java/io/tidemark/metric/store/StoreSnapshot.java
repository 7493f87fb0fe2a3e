package io.tidemark.metric.store;

import io.tidemark.metric.MetricName;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that the store holds, read in one moment, as an auditor wants it.
 *
 * @param time       the store's clock in that moment
 * @param catalogs   every version there was, the oldest first
 * @param ledgers    by topic
 * @param accounting by metric
 * @param values     every counter, score and pane value, by the name under which the store keeps it; a key of a foreign
 *     type stands with that type as its value
 */
public record StoreSnapshot(
        Instant time,
        List<CatalogVersion> catalogs,
        Map<String, TopicLedger> ledgers,
        Map<MetricName, MetricAccounting> accounting,
        Map<StoredName, String> values) {

    /**
     * Where a value is kept.
     *
     * @param key   the store's key
     * @param field the field or member inside it; empty for a key that holds one value
     */
    public record StoredName(String key, String field) {

        @Override
        public String toString() {
            return field.isEmpty() ? key : key + " " + field;
        }
    }
}
