package io.tidemark.cli.audit;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.TopicLedger;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a clean audit folded, from which a later one goes on: as it stands in a file.
 *
 * @param format   {@link #FORMAT}
 * @param time     the snapshot's, in milliseconds since the epoch
 * @param catalogs the history by then, the oldest first
 * @param horizon  of the widest deduplication by then, in milliseconds: ids are known that far back
 * @param distance of the widest deduplication by then
 * @param types    by event type, how many there were
 * @param metrics  of the catalog in force then, by name
 * @param topics   by name
 */
record Baseline(
        String format,
        long time,
        List<Version> catalogs,
        long horizon,
        long distance,
        Map<String, Long> types,
        Map<String, MetricFold.State> metrics,
        Map<String, Topic> topics) {

    static final String FORMAT = "tidemark-audit-baseline-2";

    /** A version of the catalog: its id tells its text. */
    record Version(int version, String id, Map<String, Map<Integer, Long>> from) {

        static Version of(CatalogVersion version) {
            return new Version(version.version(), version.id(), version.from());
        }
    }

    /** What was folded of a topic, by partition, which a fold that goes on takes out. */
    record Topic(String id, Map<Integer, PartitionFold.State> partitions) {}

    Deduplication deduplication() {
        return new Deduplication(Duration.ofMillis(horizon), distance);
    }

    int lastVersion() {
        return catalogs.isEmpty()
                ? CatalogVersion.NONE.version()
                : catalogs.get(catalogs.size() - 1).version();
    }

    /** Throws {@link NotProvableException} unless the snapshot is of the same store, later. */
    void check(StoreSnapshot snapshot) throws NotProvableException {
        for (Map.Entry<String, Topic> topic : topics.entrySet()) {
            TopicLedger ledger = snapshot.ledgers().get(topic.getKey());
            if (ledger == null) {
                throw refused("the store has no ledger of its topic " + topic.getKey());
            }
            check(topic.getKey(), topic.getValue(), ledger);
        }
        List<Version> history = snapshot.catalogs().stream().map(Version::of).toList();
        if (history.size() < catalogs.size()
                || !history.subList(0, catalogs.size()).equals(catalogs)) {
            throw refused("the history of the store's catalog is another one");
        }
        Deduplication widest = new CatalogHistory(snapshot.catalogs()).widestDeduplication();
        if (widest.horizon().toMillis() > horizon || widest.distance() > distance) {
            throw refused("deduplication reaches further back than when it was saved");
        }
    }

    private static void check(String name, Topic topic, TopicLedger ledger) throws NotProvableException {
        if (!topic.id().equals(ledger.topicId())) {
            throw refused("it is of the topic " + name + " with the id " + topic.id() + ", the store's has the id "
                    + ledger.topicId());
        }
        for (Map.Entry<Integer, PartitionFold.State> partition :
                topic.partitions().entrySet()) {
            PartitionFold.State state = partition.getValue();
            String where = "partition " + partition.getKey() + " of " + name;
            Position folded = ledger.positions().getOrDefault(partition.getKey(), Position.at(0));
            if (folded.offset() < state.end()) {
                throw refused("it ends at offset " + state.end() + " of " + where + ", the store's ledger stands at "
                        + folded.offset() + ": the store was set back");
            }
            if (!Long.valueOf(state.start()).equals(ledger.starts().get(partition.getKey()))) {
                throw refused("it begins at offset " + state.start() + " of " + where + ", the store at "
                        + ledger.starts().get(partition.getKey()));
            }
        }
    }

    private static NotProvableException refused(String reason) {
        return new NotProvableException("the baseline does not fit the store: " + reason);
    }
}
