package io.tidemark.metric.store;

import io.tidemark.metric.MetricCatalog;
import java.util.Collection;
import java.util.Map;

/**
 * The store as the processor sees it. Every method is atomic and throws {@link StoreUnavailableException} if the store
 * does not answer, or {@link StoreDamagedException}, having changed nothing, if its bookkeeping was overwritten.
 * Thread-safe.
 */
public interface MetricWriter {

    /**
     * Applies a batch if the store stands exactly where the batch begins: the same topic id, the ledger at its
     * {@code from}, its catalog version in force. A metric whose value cannot be written (a foreign type under its key)
     * is marked broken and does not hold up the rest.
     */
    ApplyResult apply(PartitionBatch batch);

    /** What is known of a topic's log; {@link TopicLedger#NONE} if nothing is. */
    TopicLedger ledger(String topic);

    /**
     * Enters partitions that the ledger does not have yet.
     *
     * @param starts by partition, the offset from which it is to be folded
     */
    ClaimResult claim(String topic, String topicId, Map<Integer, Long> starts);

    /** The version in force, or {@link CatalogVersion#NONE}. */
    CatalogVersion catalog();

    /**
     * Puts the next version in force from where the ledgers of these topics stand. The values of metrics that ended or
     * changed are removed: a changed metric starts empty.
     *
     * @return false, with nothing changed, if the version in force is no longer {@code current}
     * @throws CatalogConflictException if a new metric has the name of an event type that was seen, and means something
     *     else; nothing was changed
     */
    boolean activate(CatalogVersion current, MetricCatalog next, Collection<String> topics);
}
