package io.tidemark.processor;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.ClaimResult;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.TopicLedger;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiFunction;

/** The real store, with something that happens on the way when a batch is applied. */
public record FaultyStore(MetricWriter store, BiFunction<MetricWriter, PartitionBatch, ApplyResult> onApply)
        implements MetricWriter {

    @Override
    public ApplyResult apply(PartitionBatch batch) {
        return onApply.apply(store, batch);
    }

    @Override
    public TopicLedger ledger(String topic) {
        return store.ledger(topic);
    }

    @Override
    public String incarnation() {
        return store.incarnation();
    }

    @Override
    public ClaimResult claim(String incarnation, String topic, String topicId, Map<Integer, Long> starts) {
        return store.claim(incarnation, topic, topicId, starts);
    }

    @Override
    public CatalogVersion catalog() {
        return store.catalog();
    }

    @Override
    public boolean activate(CatalogVersion current, MetricCatalog next, Collection<String> topics) {
        return store.activate(current, next, topics);
    }

    @Override
    public void reset(String topic, String topicId, Map<Integer, Long> starts) {
        store.reset(topic, topicId, starts);
    }
}
