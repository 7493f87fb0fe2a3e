package io.tidemark.processor.log;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** What every partition assigned to this processor is doing. Thread-safe. */
public final class Statuses {

    private final Map<TopicPartition, PartitionStatus> statuses = new ConcurrentHashMap<>();

    /** A copy, by topic and partition. */
    public SortedMap<TopicPartition, PartitionStatus> all() {
        SortedMap<TopicPartition, PartitionStatus> copy =
                new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        copy.putAll(statuses);
        return copy;
    }

    void put(TopicPartition partition, PartitionStatus status) {
        statuses.put(partition, status);
    }

    void remove(TopicPartition partition) {
        statuses.remove(partition);
    }
}
