package io.tidemark.processor.log;

import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.processor.fold.SeenIds;
import io.tidemark.processor.log.PartitionStatus.State;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One partition's way through the log: it recovers its place, runs, waits for what is away with its records in memory, or
 * stops where somebody has to decide. While it does not run it is paused in the consumer. Confined to the consumer's
 * thread.
 *
 * <pre>
 *             place found                  store away
 * RECOVERING ────────────→ RUNNING ─────────────────────→ WAITING
 *     ↑  │                    │  ↑   store back               │
 *     │  └→ STOPPED           │  └────────────────────────────┤
 *     └───────────────────────┴───────────────────────────────┘  the ledger is elsewhere
 * </pre>
 */
final class AssignedPartition {

    private static final Logger LOG = LoggerFactory.getLogger(AssignedPartition.class);

    private static final Duration KNOWN_OR_NOT = Duration.ofMillis(50);

    private final TopicPartition partition;
    private final Folding folding;
    private final Retry retry;

    private State state = State.RECOVERING;
    private @Nullable String reason;
    private String topicId = "";
    private Position cursor = Position.at(0);
    private long start;
    private long logTime = PartitionBatch.NO_LOG_TIME;
    private SeenIds seen = SeenIds.none();

    private final PlaceSearch search;

    /** Where the log did not let it go on: the same place is no reason to try again. */
    private @Nullable Position refusedByLog;

    /** Where the consumer said so once, to look up the place again: twice at the same one is a log that does not fit. */
    private @Nullable Position outOfRangeAt;

    private @Nullable Recovery last;
    private @Nullable String idsLost;

    private @Nullable Backlog backlog;
    private Backlog.@Nullable Folded folded;
    private @Nullable CompletableFuture<Void> deadLetters;

    AssignedPartition(TopicPartition partition, Folding folding) {
        this.partition = partition;
        this.folding = folding;
        this.retry = new Retry(folding.ticker());
        this.search = new PlaceSearch(() -> folding.find(partition, refusedByLog), folding.ticker());
    }

    Position cursor() {
        return cursor;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    /** What {@link Statuses} shows. */
    PartitionStatus status(long lag) {
        return new PartitionStatus(state, cursor.offset(), lag, logTime, reason, last, idsLost, seen.memory());
    }

    /** Drops what is in memory and looks up the place in the log anew. */
    void recover(Consumer<?, ?> consumer, RecoveryReason why, String detail) {
        boolean storeLost = why == RecoveryReason.LEDGER_BEHIND || why == RecoveryReason.LEDGER_GONE;
        LOG.atLevel(storeLost ? Level.WARN : Level.INFO)
                .log("{} at {} looks up its place, {}: {}", partition, cursor, why.text(), detail);
        last = folding.countRecovery(partition, why);
        pauseAndForget(consumer);
        become(State.RECOVERING, detail);
        search.start();
    }

    /** The ledger was looked at while nothing was applied. */
    void checkLedger(@Nullable Position ledger, long progress, Consumer<?, ?> consumer) {
        boolean same = ledger != null && ledger.offset() == cursor.offset() && progress == logTime;
        if (state == State.RUNNING && !same) {
            recover(consumer, elsewhere(ledger), "the ledger is at " + ledger + ", its log time " + progress);
        }
    }

    /** Its next owner looks up the place itself. */
    void revoked() {
        search.end();
    }

    /** The log does not have the place that the ledger names: nothing goes on until somebody changes one of them. */
    void refusedByLog(Consumer<?, ?> consumer, String why) {
        refusedByLog = cursor;
        stop(consumer, RecoveryReason.LOG_TRUNCATED, why);
    }

    /** The log does not have the cursor's offset, perhaps because retention was faster. */
    void outOfRange(Consumer<?, ?> consumer, String why) {
        if (cursor.equals(outOfRangeAt)) {
            refusedByLog(consumer, why);
        } else {
            outOfRangeAt = cursor;
            recover(consumer, RecoveryReason.OUT_OF_RANGE, why);
        }
    }

    /** A topic of the same name that is another one has other events. */
    void checkTopic(String id, Consumer<?, ?> consumer) {
        if ((state == State.RUNNING || state == State.WAITING) && !topicId.equals(id)) {
            recover(consumer, RecoveryReason.TOPIC_RECREATED, "the topic has id " + id + " now");
        }
    }

    /** Takes one step, if there is one to take: called before each poll. */
    void beforePoll(Consumer<?, ?> consumer) {
        switch (state) {
            case RECOVERING, STOPPED -> goOnIfFound(consumer);
            case RUNNING -> align(consumer);
            case WAITING -> {
                if (retry.isDue() && work(consumer)) {
                    run(consumer);
                }
            }
        }
    }

    /** Folds and applies what a poll brought. */
    void accept(List<ConsumerRecord<byte[], byte[]>> records, OffsetAndMetadata next, Consumer<?, ?> consumer) {
        if (state == State.RUNNING && next.offset() != cursor.offset()) {
            backlog = new Backlog(
                    records, new Position(next.offset(), next.leaderEpoch().orElse(Position.NO_EPOCH)));
            work(consumer);
        }
    }

    private void goOnIfFound(Consumer<?, ?> consumer) {
        Recovered result = search.result();
        if (result instanceof Recovered.Found found) {
            topicId = found.topicId();
            start = found.start();
            logTime = found.logTime();
            cursor = found.position();
            seen = found.seen();
            idsLost = found.idsLost();
            refusedByLog = null;
            LOG.info("{} goes on from {}", partition, cursor);
            seek(consumer);
            run(consumer);
        } else if (result instanceof Recovered.Mended mended) {
            LOG.warn("{}, {}: {}", partition, mended.reason().text(), mended.what());
            last = folding.countRecovery(partition, mended.reason());
            if (mended.gap() != null) {
                folding.countApplied(mended.gap());
            }
            search.start();
        } else if (result instanceof Recovered.Stopped stopped) {
            stop(consumer, stopped.reason(), stopped.advice());
        } else if (result != null) {
            search.startLater();
        } else if (state == State.RECOVERING && search.failure() != null) {
            become(State.RECOVERING, "looking up its place failed: " + search.failure());
        }
    }

    /** Nothing goes on until somebody decides; whether somebody has is looked up from time to time. */
    private void stop(Consumer<?, ?> consumer, RecoveryReason why, String advice) {
        pauseAndForget(consumer);
        // By reason: the words may name the log's end, which moves.
        if (state != State.STOPPED || last == null || last.reason() != why) {
            LOG.error("{} stopped, {}: {}", partition, why.text(), advice);
            last = folding.countRecovery(partition, why);
        }
        become(State.STOPPED, advice);
        search.startLater();
    }

    private void run(Consumer<?, ?> consumer) {
        retry.reset();
        become(State.RUNNING, null);
        consumer.resume(List.of(partition));
    }

    private void pauseAndForget(Consumer<?, ?> consumer) {
        consumer.pause(List.of(partition));
        backlog = null;
        folded = null;
        deadLetters = null;
        seen = SeenIds.none();
    }

    /** The consumer reads on at the cursor and nowhere else. */
    private void align(Consumer<?, ?> consumer) {
        try {
            if (consumer.position(partition, KNOWN_OR_NOT) != cursor.offset()) {
                seek(consumer);
            }
        } catch (TimeoutException e) {
            // The consumer is still making sure that the log has the place to which it was told to seek.
            LOG.debug("{} has no position yet", partition);
        }
    }

    private void seek(Consumer<?, ?> consumer) {
        Optional<Integer> epoch =
                cursor.leaderEpoch() == Position.NO_EPOCH ? Optional.empty() : Optional.of(cursor.leaderEpoch());
        consumer.seek(partition, new OffsetAndMetadata(cursor.offset(), epoch, ""));
    }

    /** Brings the backlog into the store; false if it has to wait or the partition does something else now. */
    private boolean work(Consumer<?, ?> consumer) {
        try {
            while (backlog != null) {
                Backlog.Folded next = fold(backlog, consumer);
                if (next == null) {
                    return false;
                }
                if (!areDeadLettersSent(next)) {
                    return await(consumer, "the dead-letter topic does not acknowledge");
                }
                if (!settle(next, folding.apply(next.batch()), consumer)) {
                    return false;
                }
            }
            return true;
        } catch (StoreUnavailableException e) {
            return await(consumer, e.getMessage());
        } catch (StoreDamagedException e) {
            return await(consumer, "the store's bookkeeping is damaged: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} cannot go on at {} and tries again", partition, cursor, e);
            return await(consumer, e.toString());
        }
    }

    /** Null if it cannot be folded, and its place is looked up instead. */
    private Backlog.@Nullable Folded fold(Backlog records, Consumer<?, ?> consumer) {
        if (folded == null) {
            var catalog = folding.catalog();
            if (catalog.version().version() == 0) {
                // The store was emptied while this processor looked: who folds on would do so without any metric.
                recover(consumer, RecoveryReason.LEDGER_GONE, "the store has no catalog");
                return null;
            }
            if (!seen.covers(catalog.deduplication())) {
                recover(consumer, RecoveryReason.CATALOG_CHANGED, "the catalog asks for ids from further back");
                return null;
            }
            if (!seen.rollBackTo(cursor.offset())) {
                recover(consumer, RecoveryReason.IDS_FORGOTTEN, "a batch over a long hole is to be folded again");
                return null;
            }
            folded = records.foldInto(
                    new PartitionBatch(
                            partition.topic(),
                            topicId,
                            partition.partition(),
                            catalog.version(),
                            start,
                            cursor,
                            logTime),
                    catalog,
                    seen,
                    folding.maxOperations());
        }
        return folded;
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

    /** Acts on the store's answer; true if the next records can be folded. */
    private boolean settle(Backlog.Folded next, ApplyResult result, Consumer<?, ?> consumer) {
        if (result instanceof ApplyResult.Refused refused && !isAppliedAlready(next, refused)) {
            folding.countRefused();
            return settleRefused(next, refused, consumer);
        }
        if (result instanceof ApplyResult.Refused) {
            LOG.info(
                    "{}, reply_lost: the store has applied the batch up to {}",
                    partition,
                    next.batch().to());
            last = folding.countRecovery(partition, RecoveryReason.REPLY_LOST);
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
        return true;
    }

    /** The reply to an earlier attempt was lost: the ledger stands where this batch ends. */
    private boolean isAppliedAlready(Backlog.Folded next, ApplyResult.Refused refused) {
        return topicId.equals(refused.topicId())
                && refused.position() != null
                && next.batch().to().offset() > next.batch().from()
                && refused.position().offset() == next.batch().to().offset()
                && refused.logTime() == next.batch().logTime();
    }

    private boolean settleRefused(Backlog.Folded next, ApplyResult.Refused refused, Consumer<?, ?> consumer) {
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
            return true;
        }
        boolean otherTopic = refused.topicId() != null && !refused.topicId().equals(topicId);
        recover(
                consumer,
                otherTopic ? RecoveryReason.TOPIC_RECREATED : elsewhere(refused.position()),
                "the store refused a batch: " + refused);
        return false;
    }

    private RecoveryReason elsewhere(@Nullable Position ledger) {
        if (ledger == null) {
            return RecoveryReason.LEDGER_GONE;
        }
        int order = Long.compare(ledger.offset(), cursor.offset());
        return order < 0
                ? RecoveryReason.LEDGER_BEHIND
                : order > 0 ? RecoveryReason.LEDGER_AHEAD : RecoveryReason.REFUSED;
    }

    private boolean await(Consumer<?, ?> consumer, @Nullable String why) {
        consumer.pause(List.of(partition));
        retry.later();
        become(State.WAITING, why);
        return false;
    }

    private void become(State next, @Nullable String why) {
        if (state != next || !Objects.equals(reason, why)) {
            LOG.debug("{} {} {}", partition, next, why);
        }
        state = next;
        reason = why;
    }
}
