package io.tidemark.processor.log;

import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.processor.fold.CompiledCatalog;
import io.tidemark.processor.fold.SeenIds;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition's records on their way into the store, from a place in the log on: folds what was polled into batches,
 * applies them and acts on the store's answers. Confined to the consumer's thread.
 */
final class PartitionFold {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionFold.class);

    private final TopicPartition partition;
    private final Folding folding;
    private final Runnable onReplyLost;
    private final String topicId;
    private final long start;

    private Position cursor;
    private long logTime;
    private SeenIds seen;

    private @Nullable Backlog backlog;
    private Backlog.@Nullable Folded folded;
    private @Nullable CompletableFuture<Void> deadLetters;

    /** Why not everything is in the store. */
    sealed interface Halt {

        /** Something is away; it is to be tried again with what is in memory. */
        record Waiting(@Nullable String why) implements Halt {}

        /** The place in the log has to be looked up anew. */
        record Astray(RecoveryReason reason, String detail) implements Halt {}
    }

    /** @param onReplyLost told of each batch that the store turned out to have already */
    PartitionFold(TopicPartition partition, Folding folding, Recovered.Found found, Runnable onReplyLost) {
        this.partition = partition;
        this.folding = folding;
        this.onReplyLost = onReplyLost;
        this.topicId = found.topicId();
        this.start = found.start();
        this.cursor = found.position();
        this.logTime = found.logTime();
        this.seen = found.seen();
    }

    String topicId() {
        return topicId;
    }

    Position cursor() {
        return cursor;
    }

    long logTime() {
        return logTime;
    }

    /** The memory of the ids that are remembered. */
    long idBytes() {
        return seen.memory();
    }

    /** Whether the store, while nothing is applied, is where this is. */
    boolean isAt(@Nullable Position ledger, long progress) {
        return ledger != null && ledger.offset() == cursor.offset() && progress == logTime;
    }

    /** In which way a ledger is not where this is. */
    RecoveryReason elsewhere(@Nullable Position ledger) {
        if (ledger == null) {
            return RecoveryReason.LEDGER_GONE;
        }
        int order = Long.compare(ledger.offset(), cursor.offset());
        return order < 0
                ? RecoveryReason.LEDGER_BEHIND
                : order > 0 ? RecoveryReason.LEDGER_AHEAD : RecoveryReason.REFUSED;
    }

    /** Drops what is in memory; only another fold goes on. */
    void forget() {
        backlog = null;
        folded = null;
        deadLetters = null;
        seen = SeenIds.none();
    }

    /** What was polled at the cursor, once everything before it is in the store. */
    void take(Backlog polled) {
        backlog = polled;
    }

    /** Brings what was taken into the store; null once it is there. */
    @Nullable Halt work() {
        try {
            while (backlog != null) {
                Halt halt = step(backlog);
                if (halt != null) {
                    return halt;
                }
            }
            return null;
        } catch (StoreUnavailableException e) {
            return new Halt.Waiting(e.getMessage());
        } catch (StoreDamagedException e) {
            return new Halt.Waiting("the store's bookkeeping is damaged: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} cannot go on at {} and tries again", partition, cursor, e);
            return new Halt.Waiting(e.toString());
        }
    }

    /** One batch, or what of it was left undone. */
    private @Nullable Halt step(Backlog records) {
        if (folded == null) {
            CompiledCatalog catalog = folding.catalog();
            Halt obstacle = obstacle(catalog);
            if (obstacle != null) {
                return obstacle;
            }
            folded = fold(records, catalog);
        }
        if (!areDeadLettersSent(folded)) {
            return new Halt.Waiting("the dead-letter topic does not acknowledge");
        }
        return settle(folded, folding.apply(folded.batch()));
    }

    /** Why nothing can be folded by this catalog; null if it can: then of the ids those before the cursor are left. */
    private @Nullable Halt obstacle(CompiledCatalog catalog) {
        if (catalog.version().version() == 0) {
            // The store was emptied while this processor looked: who folds on would do so without any metric.
            return new Halt.Astray(RecoveryReason.LEDGER_GONE, "the store has no catalog");
        }
        if (!seen.covers(catalog.deduplication())) {
            return new Halt.Astray(RecoveryReason.CATALOG_CHANGED, "the catalog asks for ids from further back");
        }
        if (!seen.rollBackTo(cursor.offset())) {
            return new Halt.Astray(RecoveryReason.IDS_FORGOTTEN, "a batch over a long hole is to be folded again");
        }
        return null;
    }

    private Backlog.Folded fold(Backlog records, CompiledCatalog catalog) {
        PartitionBatch batch = new PartitionBatch(
                partition.topic(), topicId, partition.partition(), catalog.version(), start, cursor, logTime);
        return records.foldInto(batch, catalog, seen, folding.maxOperations());
    }

    /** They are awaited before the batch is applied: a crash in between sends them again rather than not at all. */
    private boolean areDeadLettersSent(Backlog.Folded next) {
        if (next.rejected().isEmpty()) {
            return true;
        }
        if (deadLetters == null || deadLetters.isCompletedExceptionally()) {
            deadLetters = folding.send(next.rejected());
        }
        return folding.awaitBriefly(deadLetters);
    }

    /** Acts on the store's answer; null if the next records can be folded. */
    private @Nullable Halt settle(Backlog.Folded next, ApplyResult result) {
        if (result instanceof ApplyResult.Refused refused && !isAppliedAlready(next, refused)) {
            folding.countRefused();
            return settleRefused(next, refused);
        }
        if (result instanceof ApplyResult.Refused) {
            LOG.info(
                    "{}, reply_lost: the store has applied the batch up to {}",
                    partition,
                    next.batch().to());
            onReplyLost.run();
        }
        folding.countApplied(next.batch());
        cursor = next.batch().to();
        logTime = next.batch().logTime();
        seen.settle(cursor.offset(), logTime);
        folded = null;
        deadLetters = null;
        if (backlog != null && !backlog.drop(next)) {
            backlog = null;
        }
        return null;
    }

    /** The reply to an earlier attempt was lost: the ledger stands where this batch ends. */
    private boolean isAppliedAlready(Backlog.Folded next, ApplyResult.Refused refused) {
        return topicId.equals(refused.topicId())
                && refused.position() != null
                && next.batch().to().offset() > next.batch().from()
                && refused.position().offset() == next.batch().to().offset()
                && refused.logTime() == next.batch().logTime();
    }

    private @Nullable Halt settleRefused(Backlog.Folded next, ApplyResult.Refused refused) {
        boolean inPlace = topicId.equals(refused.topicId())
                && refused.position() != null
                && refused.position().offset() == next.batch().from();
        boolean otherCatalog = refused.catalogVersion() > 0
                && !refused.isOfCatalog(next.batch().ruledBy());
        if (inPlace && otherCatalog) {
            LOG.info("{} folds again by catalog version {}", partition, refused.catalogVersion());
            folding.refreshCatalog();
            folded = null;
            deadLetters = null; // the new batch may be longer, with more of them
            return null;
        }
        boolean otherTopic = refused.topicId() != null && !refused.topicId().equals(topicId);
        return new Halt.Astray(
                otherTopic ? RecoveryReason.TOPIC_RECREATED : elsewhere(refused.position()),
                "the store refused a batch of a partition begun at " + start + ": " + refused);
    }
}
