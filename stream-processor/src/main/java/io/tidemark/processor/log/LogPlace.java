package io.tidemark.processor.log;

import io.tidemark.metric.store.ClaimResult;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.TopicLedger;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
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
    private static final long TIMEOUT_SECONDS = 5;

    /** What helps where log and ledger do not fit; with the topic's name. */
    static final String FOLD_ANEW =
            ". To fold the log anew from its beginning, delete the keys metrics:* in Redis and the"
                    + " node /tidemark/start/%s in ZooKeeper; the processor goes on by itself";

    private final Admin kafka;
    private final MetricWriter store;
    private final TopicStarts starts;
    private final Catalogs catalogs;

    LogPlace(Admin kafka, MetricWriter store, TopicStarts starts, Catalogs catalogs) {
        this.kafka = kafka;
        this.store = store;
        this.starts = starts;
        this.catalogs = catalogs;
    }

    Recovered find(TopicPartition partition) throws Exception {
        catalogs.restoreIfLost();
        TopicDescription topic = describe(partition.topic());
        String topicId = topic.topicId().toString();
        TopicLedger ledger = store.ledger(partition.topic());
        String refusal = claimIfUnknown(partition, topic, ledger);
        if (refusal != null) {
            return new Recovered.Stopped(refusal);
        }
        return placeIn(store.ledger(partition.topic()), partition, topicId);
    }

    /** By topic, what its log looks like now. */
    Map<String, LogView> look(Set<String> topics) throws Exception {
        Map<String, LogView> views = new HashMap<>();
        for (String name : topics) {
            TopicDescription topic = describe(name);
            views.put(name, new LogView(topic.topicId().toString(), offsets(topic, OffsetSpec.latest())));
        }
        return views;
    }

    /** Enters all partitions of the topic at once, so that after a loss none finds a ledger with gaps in it. */
    private @Nullable String claimIfUnknown(TopicPartition partition, TopicDescription topic, TopicLedger ledger)
            throws Exception {
        String name = partition.topic();
        String topicId = topic.topicId().toString();
        if (ledger.positions().containsKey(partition.partition())) {
            return null;
        }
        TopicStarts.Starts known = starts.read(name);
        // An emptied store knows nothing of a topic that is gone: the one of today is folded from its beginning.
        boolean other = known.id() != null && !known.id().equals(topicId);
        if (other && !ledger.equals(TopicLedger.NONE)) {
            return recreated(name, String.valueOf(known.id()), topicId);
        }
        if (!ledger.positions().isEmpty() && known.starts().containsKey(partition.partition())) {
            return "the ledger of " + partition + " is gone while others of the topic are there"
                    + FOLD_ANEW.formatted(name);
        }
        Map<Integer, Long> from = offsets(topic, OffsetSpec.earliest());
        if (!other) {
            from.putAll(known.starts());
        }
        ClaimResult claim = store.claim(name, topicId, from);
        if (claim == ClaimResult.CLAIMED) {
            LOG.info("Folding {} from {}", name, from);
        }
        return switch (claim) {
            case CLAIMED -> null;
            case LEDGER_LOST ->
                "the ledger of " + name + " is gone while its accounting is there" + FOLD_ANEW.formatted(name);
            case OTHER_TOPIC -> recreated(name, String.valueOf(ledger.topicId()), topicId);
        };
    }

    private Recovered placeIn(TopicLedger ledger, TopicPartition partition, String topicId) throws Exception {
        String name = partition.topic();
        Position position = ledger.positions().get(partition.partition());
        if (position == null || ledger.topicId() == null) {
            throw new IllegalStateException("the ledger of " + partition + " vanished while it was read");
        }
        if (!ledger.topicId().equals(topicId)) {
            return new Recovered.Stopped(recreated(name, ledger.topicId(), topicId));
        }
        if (isProgressLost(ledger)) {
            return new Recovered.Stopped(
                    "the progress of " + name + " is gone while its ledger is there, so what is late"
                            + " cannot be told" + FOLD_ANEW.formatted(name));
        }
        remember(name, topicId, ledger.starts());
        long beginning = offset(partition, OffsetSpec.earliest());
        long end = offset(partition, OffsetSpec.latest());
        if (position.offset() < beginning || position.offset() > end) {
            return new Recovered.Stopped("the ledger of " + partition + " is at " + position + ", the log reaches from "
                    + beginning + " to " + end + FOLD_ANEW.formatted(name));
        }
        long logTime = ledger.progress().getOrDefault(partition.partition(), PartitionBatch.NO_LOG_TIME);
        return new Recovered.Found(topicId, position, logTime);
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

    private static String recreated(String topic, String folded, String found) {
        return "topic " + topic + " has id " + found + ", but the one that was folded had " + folded
                + FOLD_ANEW.formatted(topic);
    }

    private TopicDescription describe(String topic) throws Exception {
        return Objects.requireNonNull(
                await(kafka.describeTopics(Set.of(topic)).allTopicNames()).get(topic));
    }

    private Map<Integer, Long> offsets(TopicDescription topic, OffsetSpec which) throws Exception {
        Collection<TopicPartition> partitions = topic.partitions().stream()
                .map(TopicPartitionInfo::partition)
                .map(number -> new TopicPartition(topic.name(), number))
                .toList();
        Map<Integer, Long> offsets = new HashMap<>();
        var results = kafka.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> which)));
        for (TopicPartition partition : partitions) {
            offsets.put(
                    partition.partition(),
                    await(results.partitionResult(partition)).offset());
        }
        return offsets;
    }

    private long offset(TopicPartition partition, OffsetSpec spec) throws Exception {
        return await(kafka.listOffsets(Map.of(partition, spec)).partitionResult(partition))
                .offset();
    }

    private static <T> T await(KafkaFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
