package io.tidemark.cli.audit;

import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.processor.log.TopicStarts.Starts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Where the store says that folding began, which the fold of the log takes from it, against what ZooKeeper remembers. What
 * ZooKeeper does not know of a topic is not compared. Not thread-safe.
 */
final class StartComparison {

    private final Function<String, Starts> zooKeeper;
    private final List<Difference> differences = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private long compared;

    /** @param zooKeeper what it remembers, by topic */
    StartComparison(Function<String, Starts> zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    void compare(StoreSnapshot snapshot) {
        new TreeMap<>(snapshot.ledgers()).forEach(this::compare);
    }

    private void compare(String topic, TopicLedger ledger) {
        Starts remembered = zooKeeper.apply(topic);
        if (remembered.id() == null || !remembered.id().equals(ledger.topicId())) {
            unknown.add(topic);
            return;
        }
        new TreeMap<>(ledger.starts()).forEach((partition, start) -> {
            long expected = remembered.starts().getOrDefault(partition, start);
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
