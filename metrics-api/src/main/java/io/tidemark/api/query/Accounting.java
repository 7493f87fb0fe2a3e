package io.tidemark.api.query;

import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.MetricReader;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Answers what became of the log. Thread-safe. */
public final class Accounting {

    private final MetricReader store;
    private final ActiveCatalog active;
    private final Set<String> topics;

    /**
     * Of these topics and of those that any catalog names.
     *
     * @param topics shown whether they were folded or not
     */
    public Accounting(MetricReader store, ActiveCatalog active, Set<String> topics) {
        this.store = store;
        this.active = active;
        this.topics = Set.copyOf(topics);
    }

    /** The books of all topics and of all metrics of the catalog in force. */
    public AccountingAnswer answer() {
        return active.ask(catalog -> new AccountingAnswer(
                topics().stream()
                        .map(topic -> AccountingAnswer.Topic.of(topic, store.ledger(topic)))
                        .toList(),
                catalog.definitions().stream()
                        .map(metric -> AccountingAnswer.Metric.of(metric.name().text(), store.accounting(metric)))
                        .toList()));
    }

    /**
     * By the name of each metric whose values are not what the log says, why; by {@code topic NAME} why counters of the
     * types of that topic's events are not.
     */
    public Map<String, String> broken() {
        return active.ask(catalog -> {
            Map<String, String> reasons = new TreeMap<>();
            catalog.definitions()
                    .forEach(metric -> put(
                            reasons,
                            metric.name().text(),
                            store.accounting(metric).broken()));
            // No name of a metric has a space.
            topics().forEach(topic ->
                    put(reasons, "topic " + topic, store.ledger(topic).broken()));
            return reasons;
        });
    }

    private static void put(Map<String, String> reasons, String name, @Nullable String reason) {
        if (reason != null) {
            reasons.put(name, reason);
        }
    }

    private Set<String> topics() {
        Set<String> all = new TreeSet<>(topics);
        for (CatalogVersion version : store.catalogHistory()) {
            all.addAll(version.from().keySet());
        }
        return all;
    }
}
