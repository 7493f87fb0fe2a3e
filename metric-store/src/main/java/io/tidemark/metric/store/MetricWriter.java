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
     * {@code from} and begun at its {@code start}, the log time on which it was folded, the very catalog in force by which
     * it was folded. A metric whose value or accounting cannot be written (a foreign type under its key) is marked broken
     * and does not hold up the rest.
     */
    ApplyResult apply(PartitionBatch batch);

    /** What is known of a topic's log; {@link TopicLedger#NONE} if nothing is. */
    TopicLedger ledger(String topic);

    /**
     * Tells what the store holds from what it holds once it was emptied or reset: ask for it first, then where folding is
     * to start, and claim with it. Only a store that failed over or was restored may be of an earlier incarnation again.
     */
    String incarnation();

    /**
     * Enters partitions that the ledger does not have yet.
     *
     * @param incarnation of the store when the starts were not yet looked up: a start that was replaced meanwhile, and the
     *     store emptied, is never claimed
     * @param starts      by partition, the offset from which it is to be folded
     */
    ClaimResult claim(String incarnation, String topic, String topicId, Map<Integer, Long> starts);

    /** The version in force, or {@link CatalogVersion#NONE}. */
    CatalogVersion catalog();

    /**
     * Puts the next version in force from where the ledgers of these topics stand. The values of metrics that ended or
     * changed are removed: a changed metric starts empty.
     *
     * <p>Asking twice is asking once: if {@code next} is in force as the successor of {@code current} already, for
     * example because the answer was lost on the way, nothing is changed and the answer is true.
     *
     * @return false, with nothing changed, if neither is in force
     * @throws StoreDamagedException if the store has ledgers and no version in force although there was one: a catalog
     *     that was lost is not replaced; nothing was changed
     * @throws CatalogConflictException if a new metric has the name of an event type that was seen, and means something
     *     else; nothing was changed
     */
    boolean activate(CatalogVersion current, MetricCatalog next, Collection<String> topics);

    /**
     * Removes everything that was folded, of all topics, and puts every ledger back, so that the logs are folded anew: all
     * values, accounting and progress go. The catalog in force stays, as the next version and without a history, and rules
     * every offset. What was folded before is refused.
     *
     * @param topic   the topic whose ledger is written anew, whether it was lost or is of another id; the ledgers of the
     *     others go back to where they started
     * @param topicId the id that the topic has now
     * @param starts  by partition, all of the topic's, the offset from which it is to be folded
     * @throws StoreDamagedException if the ledger of another topic, or the catalog, cannot be read; nothing was changed
     */
    void reset(String topic, String topicId, Map<Integer, Long> starts);
}
