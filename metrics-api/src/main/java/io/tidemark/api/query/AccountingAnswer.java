package io.tidemark.api.query;

import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.MetricAccounting;
import io.tidemark.metric.store.TopicLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of every offset of the log and of every event that a metric takes. */
public record AccountingAnswer(List<Topic> topics, List<Metric> metrics) {

    /**
     * One topic: {@code offsets} is the sum of its fates.
     *
     * @param id      as Kafka gave it; null if nothing was folded yet
     * @param offsets the sum over the partitions of ledger − start
     * @param fates   by name, how many offsets had each
     * @param broken  why some events could not be counted under their type; null: they all were
     */
    public record Topic(
            String topic,
            @Nullable String id,
            List<Partition> partitions,
            long offsets,
            Map<String, Long> fates,
            @Nullable String broken) {

        static Topic of(String topic, TopicLedger ledger) {
            List<Partition> partitions = new ArrayList<>();
            new TreeMap<>(ledger.positions())
                    .forEach((partition, position) ->
                            partitions.add(Partition.of(partition, position.offset(), ledger)));
            long offsets =
                    partitions.stream().mapToLong(p -> p.ledger() - p.start()).sum();
            Map<String, Long> fates = new TreeMap<>();
            for (Fate fate : Fate.values()) {
                fates.put(fate.text(), ledger.fates().getOrDefault(fate, 0L));
            }
            return new Topic(topic, ledger.topicId(), partitions, offsets, fates, ledger.broken());
        }
    }

    /**
     * One partition.
     *
     * @param start    the offset where folding began
     * @param ledger   the next offset to be folded
     * @param progress the log's time reached; null before the first record
     */
    public record Partition(
            int partition,
            long start,
            long ledger,
            @Nullable Instant progress) {

        static Partition of(int partition, long offset, TopicLedger ledger) {
            Long progress = ledger.progress().get(partition);
            return new Partition(
                    partition,
                    ledger.starts().getOrDefault(partition, 0L),
                    offset,
                    progress == null ? null : Instant.ofEpochMilli(progress));
        }
    }

    /**
     * One metric: {@code matched = applied + late + unusable}.
     *
     * @param broken why some of its values could not be written; null: they all were
     */
    public record Metric(
            String name,
            long matched,
            long applied,
            long late,
            long unusable,
            @Nullable String broken) {

        static Metric of(String name, MetricAccounting accounting) {
            return new Metric(
                    name,
                    accounting.matched(),
                    accounting.applied(),
                    accounting.late(),
                    accounting.unusable(),
                    accounting.broken());
        }
    }
}
