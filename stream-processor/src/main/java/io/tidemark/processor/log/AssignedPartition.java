package io.tidemark.processor.log;

import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import io.tidemark.processor.fold.SeenIds;
import io.tidemark.processor.log.PartitionStatus.State;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    private PartitionFold fold;

    private final PlaceSearch search;

    /** Where the log did not let it go on: the same place is no reason to try again. */
    private @Nullable Position refusedByLog;

    /** Where the consumer said so once, to look up the place again: twice at the same one is a log that does not fit. */
    private @Nullable Position outOfRangeAt;

    private @Nullable Recovery last;
    private @Nullable String idsLost;

    AssignedPartition(TopicPartition partition, Folding folding) {
        this.partition = partition;
        this.folding = folding;
        this.retry = new Retry(folding.ticker());
        this.search = new PlaceSearch(() -> folding.find(partition, refusedByLog), folding.ticker());
        this.fold = from(nowhere());
    }

    /** Before its place was ever found. */
    private static Recovered.Found nowhere() {
        return new Recovered.Found("", 0, Position.at(0), PartitionBatch.NO_LOG_TIME, SeenIds.none(), null);
    }

    Position cursor() {
        return fold.cursor();
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    /** What {@link Statuses} shows. */
    PartitionStatus status(long lag) {
        return new PartitionStatus(
                state, cursor().offset(), lag, fold.logTime(), reason, last, idsLost, fold.idBytes());
    }

    /** Drops what is in memory and looks up the place in the log anew. */
    void recover(Consumer<?, ?> consumer, RecoveryReason why, String detail) {
        boolean storeLost = why == RecoveryReason.LEDGER_BEHIND || why == RecoveryReason.LEDGER_GONE;
        LOG.atLevel(storeLost ? Level.WARN : Level.INFO)
                .log("{} at {} looks up its place, {}: {}", partition, cursor(), why.text(), detail);
        last = folding.countRecovery(partition, why);
        pauseAndForget(consumer);
        become(State.RECOVERING, detail);
        search.start();
    }

    /** The ledger was looked at while nothing was applied. */
    void checkLedger(@Nullable Position ledger, long progress, Consumer<?, ?> consumer) {
        if (state == State.RUNNING && !fold.isAt(ledger, progress)) {
            recover(consumer, fold.elsewhere(ledger), "the ledger is at " + ledger + ", its log time " + progress);
        }
    }

    /** Its next owner looks up the place itself. */
    void revoked() {
        search.end();
    }

    /** The log does not have the place that the ledger names: nothing goes on until somebody changes one of them. */
    void refusedByLog(Consumer<?, ?> consumer, String why) {
        refusedByLog = cursor();
        stop(consumer, RecoveryReason.LOG_TRUNCATED, why);
    }

    /** The log does not have the cursor's offset, perhaps because retention was faster. */
    void outOfRange(Consumer<?, ?> consumer, String why) {
        if (cursor().equals(outOfRangeAt)) {
            refusedByLog(consumer, why);
        } else {
            outOfRangeAt = cursor();
            recover(consumer, RecoveryReason.OUT_OF_RANGE, why);
        }
    }

    /** A topic of the same name that is another one has other events. */
    void checkTopic(String id, Consumer<?, ?> consumer) {
        if ((state == State.RUNNING || state == State.WAITING)
                && !fold.topicId().equals(id)) {
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
        if (state == State.RUNNING && next.offset() != cursor().offset()) {
            Position end = new Position(next.offset(), next.leaderEpoch().orElse(Position.NO_EPOCH));
            fold.take(new Backlog(records, end));
            work(consumer);
        }
    }

    private void goOnIfFound(Consumer<?, ?> consumer) {
        Recovered result = search.result();
        if (result instanceof Recovered.Found found) {
            fold = from(found);
            idsLost = found.idsLost();
            refusedByLog = null;
            LOG.info("{} goes on from {}", partition, cursor());
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
        fold.forget();
    }

    /** The consumer reads on at the cursor and nowhere else. */
    private void align(Consumer<?, ?> consumer) {
        try {
            if (consumer.position(partition, KNOWN_OR_NOT) != cursor().offset()) {
                seek(consumer);
            }
        } catch (TimeoutException e) {
            // The consumer is still making sure that the log has the place to which it was told to seek.
            LOG.debug("{} has no position yet", partition);
        }
    }

    private void seek(Consumer<?, ?> consumer) {
        Position cursor = cursor();
        Optional<Integer> epoch =
                cursor.leaderEpoch() == Position.NO_EPOCH ? Optional.empty() : Optional.of(cursor.leaderEpoch());
        consumer.seek(partition, new OffsetAndMetadata(cursor.offset(), epoch, ""));
    }

    private PartitionFold from(Recovered.Found found) {
        return new PartitionFold(partition, folding, found, this::countReplyLost);
    }

    private void countReplyLost() {
        last = folding.countRecovery(partition, RecoveryReason.REPLY_LOST);
    }

    /** Brings into the store what was polled; false if it has to wait or the partition does something else now. */
    private boolean work(Consumer<?, ?> consumer) {
        PartitionFold.Halt halt = fold.work();
        if (halt instanceof PartitionFold.Halt.Astray astray) {
            recover(consumer, astray.reason(), astray.detail());
        } else if (halt instanceof PartitionFold.Halt.Waiting waiting) {
            consumer.pause(List.of(partition));
            retry.later();
            become(State.WAITING, waiting.why());
        }
        return halt == null;
    }

    private void become(State next, @Nullable String why) {
        if (state != next || !Objects.equals(reason, why)) {
            LOG.debug("{} {} {}", partition, next, why);
        }
        state = next;
        reason = why;
    }
}
