package io.tidemark.processor.log;

import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.TopicLedger;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All partitions of one consumer: whoever drives it says what it was given and what it polled. Confined to its thread.
 */
public final class AssignedPartitions {

    private static final Logger LOG = LoggerFactory.getLogger(AssignedPartitions.class);
    private static final long CHECK_EVERY_MS = Duration.ofSeconds(1).toMillis();
    private static final long END_MAY_BE_UNKNOWN_MS = Duration.ofSeconds(30).toMillis();
    private static final String END_UNKNOWN = "for more than 30 s Kafka has not told where its log ends";

    private final Map<TopicPartition, AssignedPartition> partitions = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    /** By the ticker, when Kafka last told where the log of a partition ends. */
    private final Map<TopicPartition, Long> endKnownAt = new HashMap<>();

    private final Folding folding;
    private final Statuses statuses;
    private @Nullable CompletableFuture<Map<String, LogView>> looking;
    private Map<String, LogView> logs = Map.of();
    private long nextCheck = Long.MIN_VALUE;
    private boolean joined;

    public AssignedPartitions(Surroundings around, Catalogs catalogs, Meters meters, Statuses statuses) {
        this.folding = new Folding(around, catalogs, meters);
        this.statuses = statuses;
    }

    /** Pauses them; their places are found on another thread. */
    public void assigned(Collection<TopicPartition> added, Consumer<?, ?> consumer) {
        for (TopicPartition partition : added) {
            AssignedPartition assigned = new AssignedPartition(partition, folding);
            partitions.put(partition, assigned);
            // Without a position the consumer would look for a committed offset and, finding none, fail.
            consumer.seek(partition, 0);
            assigned.recover(consumer, RecoveryReason.ASSIGNED, "just assigned");
            statuses.put(partition, assigned.status(PartitionStatus.UNKNOWN_LAG));
            folding.meters().assigned(partition);
        }
        if (!joined) {
            joined = true;
            statuses.countJoined();
        }
    }

    /** What is in memory of them is dropped: their next owner reads it again. */
    public void revoked(Collection<TopicPartition> removed) {
        for (TopicPartition partition : removed) {
            AssignedPartition assigned = partitions.remove(partition);
            if (assigned != null) {
                assigned.revoked();
            }
            committed.remove(partition);
            endKnownAt.remove(partition);
            statuses.remove(partition);
            folding.meters().revoked(partition);
        }
    }

    /** Every partition takes a step. */
    public void beforePoll(Consumer<?, ?> consumer) {
        folding.beginPass();
        partitions.values().forEach(partition -> partition.beforePoll(consumer));
        long now = folding.ticker().millis();
        if (now >= nextCheck) {
            nextCheck = now + CHECK_EVERY_MS;
            checkLedgers(consumer);
            checkLogs(consumer);
            commit(consumer);
            showStatus();
        }
    }

    /** Also what brought no records moves the ledger: offsets that only a transaction's marker holds. */
    public void accept(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
        partitions.forEach((partition, assigned) -> {
            OffsetAndMetadata next = records.nextOffsets().get(partition);
            if (next != null) {
                assigned.accept(records.records(partition), next, consumer);
            }
        });
    }

    /** The log has no record any more, or not yet, where the ledger points at. */
    public void outOfRange(Set<TopicPartition> gone, Consumer<?, ?> consumer, String why) {
        partitions.forEach((partition, assigned) -> {
            if (gone.contains(partition)) {
                assigned.outOfRange(consumer, why + LogPlace.FOLD_ANEW.formatted(partition.topic()));
            }
        });
    }

    /** The log has other records before the place that the ledger points at than those that were folded. */
    public void truncated(Set<TopicPartition> divergent, Consumer<?, ?> consumer, String why) {
        partitions.forEach((partition, assigned) -> {
            if (divergent.contains(partition)) {
                assigned.refusedByLog(consumer, why + LogPlace.FOLD_ANEW.formatted(partition.topic()));
            }
        });
    }

    /** A store that was failed over or restored while nothing came is found out by its ledger. */
    private void checkLedgers(Consumer<?, ?> consumer) {
        try {
            for (String topic : topics()) {
                checkLedger(folding.ledger(topic), topic, consumer);
            }
        } catch (RuntimeException e) {
            // Not the place to act on it: the next batch meets the same trouble and waits.
            LOG.debug("The ledger cannot be checked: {}", e.getMessage());
        }
    }

    private void checkLedger(TopicLedger ledger, String topic, Consumer<?, ?> consumer) {
        partitions.forEach((partition, assigned) -> {
            if (partition.topic().equals(topic)) {
                int number = partition.partition();
                long progress = ledger.progress().getOrDefault(number, PartitionBatch.NO_LOG_TIME);
                assigned.checkLedger(ledger.positions().get(number), progress, consumer);
            }
        });
    }

    /** Sees what the other thread has learned of the logs, and sends it to look again. */
    private void checkLogs(Consumer<?, ?> consumer) {
        if (looking != null && looking.isDone()) {
            logs = looking.isCompletedExceptionally() ? Map.of() : looking.join();
            partitions.forEach((partition, assigned) -> {
                LogView log = logs.get(partition.topic());
                if (log != null) {
                    assigned.checkTopic(log.topicId(), consumer);
                }
            });
        }
        if (looking == null || looking.isDone()) {
            looking = folding.look(topics());
        }
    }

    private Set<String> topics() {
        return partitions.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }

    /** For tools that show a group's lag; nothing is ever read from there. */
    private void commit(Consumer<?, ?> consumer) {
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
        partitions.forEach((partition, assigned) -> {
            long offset = assigned.cursor().offset();
            if (assigned.isRunning() && !Long.valueOf(offset).equals(committed.get(partition))) {
                moved.put(partition, new OffsetAndMetadata(offset));
                committed.put(partition, offset);
            }
        });
        if (!moved.isEmpty()) {
            consumer.commitAsync(moved, (offsets, failure) -> {
                if (failure != null) {
                    LOG.debug("Offsets for lag tools were not committed: {}", failure.toString());
                }
            });
        }
    }

    /** A partition that runs without anybody knowing how far the log goes may not be folding at all. */
    private PartitionStatus withoutEnd(TopicPartition partition, PartitionStatus status) {
        long now = folding.ticker().millis();
        boolean tooLong = now - endKnownAt.computeIfAbsent(partition, unknown -> now) > END_MAY_BE_UNKNOWN_MS;
        return tooLong && status.reason() == null ? status.because(END_UNKNOWN) : status;
    }

    private void showStatus() {
        partitions.forEach((partition, assigned) -> {
            LogView log = logs.get(partition.topic());
            Long end = log == null ? null : log.ends().get(partition.partition());
            if (end == null) {
                statuses.put(partition, withoutEnd(partition, assigned.status(PartitionStatus.UNKNOWN_LAG)));
            } else {
                endKnownAt.put(partition, folding.ticker().millis());
                long lag = Math.max(0, end - assigned.cursor().offset());
                statuses.put(partition, assigned.status(lag));
            }
        });
    }
}
