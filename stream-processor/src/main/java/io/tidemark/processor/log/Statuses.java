package io.tidemark.processor.log;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What every partition assigned to this processor is doing. Thread-safe. */
public final class Statuses {

    private final Map<TopicPartition, PartitionStatus> statuses = new ConcurrentHashMap<>();
    private final AtomicInteger joined = new AtomicInteger();

    /** How many consumers have been given their partitions, or told that there are none for them. */
    int joined() {
        return joined.get();
    }

    void countJoined() {
        joined.incrementAndGet();
    }

    /** A copy, by topic and partition. */
    public SortedMap<TopicPartition, PartitionStatus> all() {
        SortedMap<TopicPartition, PartitionStatus> copy =
                new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        copy.putAll(statuses);
        return copy;
    }

    long count(PartitionStatus.State state) {
        return statuses.values().stream()
                .filter(status -> status.state() == state)
                .count();
    }

    /** What the ids that are remembered take in memory, of a second ago. */
    long idBytes() {
        return statuses.values().stream().mapToLong(PartitionStatus::idBytes).sum();
    }

    @Nullable PartitionStatus get(TopicPartition partition) {
        return statuses.get(partition);
    }

    void put(TopicPartition partition, PartitionStatus status) {
        statuses.put(partition, status);
    }

    void remove(TopicPartition partition) {
        statuses.remove(partition);
    }
}
