package io.tidemark.processor.log;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.ClaimResult;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.LogPoint;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.TopicLedger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the place of a partition in the log: the ledger says it, and where there is none, folding starts at what ZooKeeper
 * remembers, or at the beginning of the log. Blocks; any exception means that something is away and that it is to be tried
 * again. Thread-safe.
 */
final class LogPlace {

    private static final Logger LOG = LoggerFactory.getLogger(LogPlace.class);

    /** What helps where log and ledger do not fit; with the topic's name. */
    static final String FOLD_ANEW =
            ". To fold the log anew from its beginning: ./tidemark ledger reset %s --to earliest;"
                    + " the processor then goes on by itself";

    private final Logs logs;
    private final MetricWriter store;
    private final TopicStarts starts;
    private final Catalogs catalogs;

    private final RecentIds ids;

    LogPlace(Logs logs, MetricWriter store, TopicStarts starts, Catalogs catalogs, RecentIds ids) {
        this.ids = ids;
        this.logs = logs;
        this.store = store;
        this.starts = starts;
        this.catalogs = catalogs;
    }

    /**
     * @param refused  a place that the log has refused, for which no ids need be read; null: none
     * @param unwanted asked in between: whether nobody waits for the place any more
     */
    Recovered find(TopicPartition partition, @Nullable Position refused, BooleanSupplier unwanted) throws Exception {
        catalogs.restoreIfLost();
        TopicLedger ledger = store.ledger(partition.topic());
        if (!ledger.positions().containsKey(partition.partition())) {
            return claim(partition, ledger);
        }
        // After the ledger: meanwhile another processor may fold on to where the log has come.
        return placeIn(ledger, partition, logs.lookAtAvailable(partition.topic()), refused, unwanted);
    }

    /** By topic, what its log looks like now. */
    Map<String, LogView> look(Set<String> topics) throws Exception {
        Map<String, LogView> views = new HashMap<>();
        for (String name : topics) {
            views.put(name, logs.lookAtAvailable(name));
        }
        return views;
    }

    /** Enters all partitions of the topic at once, so that after a loss none finds a ledger with gaps in it. */
    private Recovered claim(TopicPartition partition, TopicLedger ledger) throws Exception {
        String name = partition.topic();
        String incarnation = store.incarnation(); // before ZooKeeper is asked
        LogView log = logs.look(name);
        String topicId = log.topicId();
        TopicStarts.Starts known = starts.read(name);
        // An emptied store knows nothing of a topic that is gone: the one of today is folded from its beginning.
        boolean other = known.id() != null && !known.id().equals(topicId);
        if (other && !ledger.equals(TopicLedger.NONE)) {
            return recreated(name, String.valueOf(known.id()), topicId);
        }
        if (!ledger.positions().isEmpty() && known.starts().containsKey(partition.partition())) {
            return new Recovered.Stopped(
                    RecoveryReason.LEDGER_LOST,
                    "the ledger of " + partition + " is gone while others of the topic are there"
                            + FOLD_ANEW.formatted(name));
        }
        Map<Integer, Long> from = new HashMap<>(log.beginnings());
        if (!other) {
            from.putAll(known.starts());
        }
        if (!from.containsKey(partition.partition())) {
            throw new IllegalStateException("Kafka does not tell where the log of " + partition + " begins");
        }
        ClaimResult claim = store.claim(incarnation, name, topicId, from);
        return switch (claim) {
            case CLAIMED ->
                new Recovered.Mended(reasonToClaim(ledger, known), "folding " + name + " from " + from, null);
            case LEDGER_LOST ->
                new Recovered.Stopped(
                        RecoveryReason.LEDGER_LOST,
                        "the ledger of " + name + " is gone while its accounting is there" + FOLD_ANEW.formatted(name));
            case OTHER_TOPIC -> recreated(name, String.valueOf(ledger.topicId()), topicId);
            case OTHER_INCARNATION ->
                throw new IllegalStateException("the store was emptied or reset while the place was looked up");
        };
    }

    private static RecoveryReason reasonToClaim(TopicLedger ledger, TopicStarts.Starts known) {
        if (!ledger.positions().isEmpty()) {
            return RecoveryReason.PARTITION_ADDED;
        }
        return known.id() == null ? RecoveryReason.FIRST_SEEN : RecoveryReason.STORE_EMPTIED;
    }

    private Recovered placeIn(
            TopicLedger ledger,
            TopicPartition partition,
            LogView log,
            @Nullable Position refused,
            BooleanSupplier unwanted)
            throws Exception {
        String name = partition.topic();
        Position position = ledger.positions().get(partition.partition());
        if (position == null || ledger.topicId() == null) {
            throw new IllegalStateException("the ledger of " + partition + " vanished while it was read");
        }
        if (!ledger.topicId().equals(log.topicId())) {
            return recreated(name, ledger.topicId(), log.topicId());
        }
        Long start = ledger.starts().get(partition.partition());
        if (start == null) {
            return new Recovered.Stopped(
                    RecoveryReason.LEDGER_LOST,
                    "the start of " + partition + " is gone while its ledger is there, so it cannot be told which ids"
                            + " were seen" + FOLD_ANEW.formatted(name));
        }
        if (isProgressLost(ledger)) {
            return new Recovered.Stopped(
                    RecoveryReason.LEDGER_LOST,
                    "the progress of " + name + " is gone while its ledger is there, so what is late"
                            + " cannot be told" + FOLD_ANEW.formatted(name));
        }
        remember(name, log.topicId(), ledger.starts());
        Long beginning = log.beginnings().get(partition.partition());
        Long end = log.ends().get(partition.partition());
        if (beginning == null || end == null) {
            throw new IllegalStateException("Kafka does not tell where the log of " + partition + " begins and ends");
        }
        if (position.offset() > end) {
            return new Recovered.Stopped(
                    RecoveryReason.LOG_TRUNCATED,
                    "the ledger of " + partition + " is at " + position + ", the log reaches from " + beginning + " to "
                            + end + FOLD_ANEW.formatted(name));
        }
        long logTime = ledger.progress().getOrDefault(partition.partition(), PartitionBatch.NO_LOG_TIME);
        if (position.offset() < beginning) {
            return passGap(
                    new PartitionBatch(
                            name, log.topicId(), partition.partition(), catalogs.inForce(), start, position, logTime),
                    beginning);
        }
        if (position.equals(refused)) {
            return new Recovered.Unchanged();
        }
        Deduplication rule = catalogs.inForce().catalog().deduplication();
        LogPoint from = ledger.readBackFrom(partition.partition(), rule);
        RecentIds.Ids found =
                ids.read(partition, rule, from, beginning, new LogPoint(position.offset(), logTime), unwanted);
        return new Recovered.Found(log.topicId(), start, position, logTime, found.seen(), found.lost());
    }

    /** What retention took before it was folded has a fate, too; folding goes on behind it. */
    private Recovered passGap(PartitionBatch gap, long beginning) {
        gap.passGap(beginning);
        if (store.apply(gap) instanceof ApplyResult.Refused refused) {
            throw new IllegalStateException("the store refused the gap before " + beginning + ": " + refused);
        }
        return new Recovered.Mended(
                RecoveryReason.RETENTION_GAP,
                "the log begins at " + beginning + " by now, so " + gap.fate(Fate.GAP) + " offsets from " + gap.from()
                        + " on were never folded",
                gap);
    }

    /** Every record that was folded has left its time. */
    private static boolean isProgressLost(TopicLedger ledger) {
        long records =
                ledger.fates().getOrDefault(Fate.COUNTED, 0L) + ledger.fates().getOrDefault(Fate.REJECTED, 0L);
        return records > 0 && ledger.progress().isEmpty();
    }

    /** ZooKeeper's copy may come later: as long as the store has the ledger, nothing depends on it. */
    private void remember(String topic, String topicId, Map<Integer, Long> known) {
        try {
            starts.add(topic, topicId, known);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("ZooKeeper does not take the starts of {}: {}", topic, e.toString());
        }
    }

    private static Recovered recreated(String topic, String folded, String found) {
        return new Recovered.Stopped(
                RecoveryReason.TOPIC_RECREATED,
                "topic " + topic + " has id " + found + ", but the one that was folded had " + folded
                        + FOLD_ANEW.formatted(topic));
    }
}
