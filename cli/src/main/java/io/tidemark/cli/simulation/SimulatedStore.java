package io.tidemark.cli.simulation;

import io.tidemark.cli.audit.StoreAudit.Gap;
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
    private Content content = Content.empty();
    private @Nullable Content replica;
    private @Nullable Content backup;
    private boolean fresh;
    private boolean away;

    /**
     * What it holds.
     *
     * @param gaps what was passed over of the log, since the log had lost it
     */
    private record Content(InMemoryMetricStore state, List<Gap> gaps) {

        static Content empty() {
            return new Content(new InMemoryMetricStore(LONG_AGO), new ArrayList<>());
        }

        Content copy() {
            return new Content(state.copy(), new ArrayList<>(gaps));
        }
    }

    SimulatedStore(World world) {
        this.world = world;
    }

    InMemoryMetricStore state() {
        return content.state();
    }

    List<Gap> gaps() {
        return content.gaps();
    }

    /** Whether since it was emptied or reset it has been neither failed over nor restored. */
    boolean isFresh() {
        return fresh;
    }

    boolean isAway() {
        return away;
    }

    void setAway(boolean isAway) {
        away = isAway;
        world.story().tell(() -> isAway ? "store away" : "store back");
    }

    ApplyResult apply(PartitionBatch batch) {
        ApplyResult result = state().apply(batch);
        if (result instanceof ApplyResult.Applied) {
            world.tally().applied++;
            checkDeadLetters(batch);
            if (batch.fate(Fate.GAP) > 0) {
                passGap(new Gap(batch.partition(), batch.from(), batch.to().offset()), batch.fate(Fate.GAP));
            }
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
            replica = content.copy();
        } else {
            backup = content.copy();
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
        become(Content.empty(), "emptied");
        fresh = true;
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
        state().reset(SimulatedLog.TOPIC, SimulatedLog.TOPIC_ID, starts);
        gaps().clear();
        fresh = true;
        world.tally().losses++;
    }

    /** Somebody changes what is measured, beside the processors. */
    void activate(MetricCatalog next) {
        CatalogVersion current = state().catalog();
        if (current.version() == 0 || away) {
            return;
        }
        try {
            boolean done = state().activate(current, next, Set.of(SimulatedLog.TOPIC));
            world.tally().activations++;
            world.story()
                    .tell(() -> "catalog " + state().catalog().version() + " in force: " + done + ": " + next.text());
        } catch (CatalogConflictException e) {
            world.story().tell(() -> "catalog refused: " + e.getMessage());
        }
    }

    private void become(Content other, String how) {
        content = other;
        fresh = false;
        world.tally().losses++;
        world.story()
                .tell(() -> "store " + how + ": ledger "
                        + new TreeMap<>(state().ledger(SimulatedLog.TOPIC).positions()) + ", catalog "
                        + state().catalog().version());
    }

    private void passGap(Gap gap, long offsets) {
        world.tally().gaps++;
        gaps().add(gap);
        if (offsets != gap.to() - gap.from() || gap.to() > world.log().begin(gap.partition())) {
            world.fail(gap + " of " + offsets + " offsets, while the log begins at "
                    + world.log().begin(gap.partition()));
        }
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
