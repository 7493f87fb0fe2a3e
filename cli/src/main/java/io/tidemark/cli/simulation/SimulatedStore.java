package io.tidemark.cli.simulation;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.CatalogConflictException;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.InMemoryMetricStore;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.processor.log.TopicStarts.Starts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The store, which may be away, fail over to a replica that lags behind, be restored from a backup or emptied, and to
 * which a batch may come late. It is the store in memory, whose checks and writes are those of the script in Redis.
 */
final class SimulatedStore {

    /** Panes are dropped by log time alone: what the audit cannot see here it cannot refute. */
    private static final Clock LONG_AGO = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final World world;
    private final List<PartitionBatch> onTheWay = new ArrayList<>();
    private InMemoryMetricStore state = new InMemoryMetricStore(LONG_AGO);
    private @Nullable InMemoryMetricStore replica;
    private @Nullable InMemoryMetricStore backup;
    private boolean away;

    SimulatedStore(World world) {
        this.world = world;
    }

    InMemoryMetricStore state() {
        return state;
    }

    boolean isAway() {
        return away;
    }

    void setAway(boolean isAway) {
        away = isAway;
        world.story().tell(() -> isAway ? "store away" : "store back");
    }

    ApplyResult apply(PartitionBatch batch) {
        ApplyResult result = state.apply(batch);
        if (result instanceof ApplyResult.Applied) {
            world.tally().applied++;
            checkDeadLetters(batch);
        } else {
            world.tally().refused++;
        }
        world.story().tell(() -> "store: " + text(batch) + " " + result);
        return result;
    }

    /** Whoever sent it has given up; it is still on its way. */
    void applyLater(PartitionBatch batch) {
        onTheWay.add(batch);
    }

    void letOneArrive() {
        if (!onTheWay.isEmpty() && !away) {
            PartitionBatch batch = onTheWay.remove(world.chance().below(onTheWay.size()));
            world.story().tell(() -> "late arrival");
            apply(batch);
        }
    }

    void letAllArrive() {
        onTheWay.forEach(this::apply);
        onTheWay.clear();
    }

    /** From now on the replica, or a backup, has what is here now. */
    void copy() {
        boolean replicates = world.chance().percent(70);
        world.story().tell(() -> replicates ? "replica up to date" : "backup taken");
        if (replicates) {
            replica = state.copy();
        } else {
            backup = state.copy();
        }
    }

    void failOver() {
        if (replica != null) {
            become(replica, "failover");
            replica = null;
        }
    }

    void restore() {
        if (backup != null) {
            become(backup.copy(), "restored from backup");
        }
    }

    void empty() {
        become(new InMemoryMetricStore(LONG_AGO), "emptied");
    }

    /** As the command does it: ZooKeeper first, then the store. */
    void reset() {
        if (away || world.starts().isAway()) {
            return;
        }
        Map<Integer, Long> starts = new TreeMap<>();
        for (TopicPartition partition : world.log().partitions()) {
            int number = partition.partition();
            starts.put(number, world.chance().between(0, world.log().end(number)));
        }
        world.story().tell(() -> "store reset to " + starts);
        world.starts().replace(new Starts(SimulatedLog.TOPIC_ID, starts));
        state.reset(SimulatedLog.TOPIC, SimulatedLog.TOPIC_ID, starts);
        world.tally().losses++;
    }

    /** Somebody changes what is measured, beside the processors. */
    void activate(MetricCatalog next) {
        CatalogVersion current = state.catalog();
        if (current.version() == 0 || away) {
            return;
        }
        try {
            boolean done = state.activate(current, next, Set.of(SimulatedLog.TOPIC));
            world.tally().activations++;
            world.story()
                    .tell(() -> "catalog " + state.catalog().version() + " in force: " + done + ": " + next.text());
        } catch (CatalogConflictException e) {
            world.story().tell(() -> "catalog refused: " + e.getMessage());
        }
    }

    private void become(InMemoryMetricStore other, String how) {
        state = other;
        world.tally().losses++;
        world.story()
                .tell(() -> "store " + how + ": ledger "
                        + new TreeMap<>(state.ledger(SimulatedLog.TOPIC).positions()) + ", catalog "
                        + state.catalog().version());
    }

    private void checkDeadLetters(PartitionBatch batch) {
        long rejected = batch.fate(Fate.REJECTED);
        if (rejected > 0) {
            int letters = world.deadLetters()
                    .count(batch.partition(), batch.from(), batch.to().offset());
            if (letters < rejected) {
                world.fail(text(batch) + " was applied with " + rejected + " rejected records and " + letters
                        + " of them on the dead-letter topic");
            }
        }
    }

    private static String text(PartitionBatch batch) {
        return batch.partition() + " [" + batch.from() + ", " + batch.to().offset() + ") by catalog "
                + batch.catalogVersion();
    }
}
