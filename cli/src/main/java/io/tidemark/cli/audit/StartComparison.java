package io.tidemark.cli.audit;

import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.TopicLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the store says that folding began, which the fold of the log takes from it, against what ZooKeeper remembers. What
 * ZooKeeper does not know of a topic is not compared. Not thread-safe.
 */
final class StartComparison {

    private final Witness zooKeeper;
    private final List<Difference> differences = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private long compared;

    /** What is remembered of a topic by its id: its starts, by partition; empty if it is not known. */
    interface Witness {

        Map<Integer, Long> startsOf(String topic, @Nullable String topicId);
    }

    StartComparison(Witness zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    void compare(StoreSnapshot snapshot) {
        new TreeMap<>(snapshot.ledgers()).forEach(this::compare);
    }

    private void compare(String topic, TopicLedger ledger) {
        Map<Integer, Long> remembered = zooKeeper.startsOf(topic, ledger.topicId());
        if (remembered.isEmpty()) {
            unknown.add(topic);
            return;
        }
        new TreeMap<>(ledger.starts()).forEach((partition, start) -> {
            long expected = remembered.getOrDefault(partition, start);
            compared++;
            if (expected != start) {
                differences.add(new Difference(
                        "start of partition " + partition + " of " + topic,
                        "ZooKeeper",
                        Long.toString(expected),
                        start.toString()));
            }
        });
    }

    AuditReport addTo(AuditReport report) {
        return report.plus(differences, compared);
    }

    /** Topics of which ZooKeeper remembers nothing. */
    List<String> unknown() {
        return unknown;
    }
}
