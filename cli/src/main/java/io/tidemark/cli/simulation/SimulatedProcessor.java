package io.tidemark.cli.simulation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.CatalogConflictException;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.processor.fold.BatchFold;
import io.tidemark.processor.log.AssignedPartitions;
import io.tidemark.processor.log.Catalogs;
import io.tidemark.processor.log.Meters;
import io.tidemark.processor.log.PartitionStatus;
import io.tidemark.processor.log.Statuses;
import io.tidemark.processor.log.Surroundings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A process with one consumer. Between two of its turns anything may happen, also while it holds records that it has
 * polled: then it is the zombie that everybody fears.
 */
final class SimulatedProcessor {

    /** Without a backend: what is counted is counted for nobody. */
    private static final MeterRegistry NO_METERS = new CompositeMeterRegistry();

    private final World world;
    private final String name;
    private final long ticksAhead;
    private final int maxOperations;
    private MetricCatalog configured;
    private @Nullable Life life;
    private boolean busy;
    private boolean rebalanced;

    SimulatedProcessor(World world, String name) {
        this.world = world;
        this.name = name;
        this.ticksAhead = world.chance().between(-1_000_000_000_000L, 1_000_000_000_000L);
        this.maxOperations = world.chance().percent(50)
                ? BatchFold.MAX_OPERATIONS
                : 1 + world.chance().below(60);
        this.configured = Material.catalog(world.chance());
        this.life = new Life();
    }

    /** From a start to a crash. */
    private final class Life {

        private final Catalogs catalogs =
                new Catalogs(new StoreConnection(world), configured, Set.of(SimulatedLog.TOPIC));
        private final SimulatedConsumer consumer = new SimulatedConsumer(world);
        private final Statuses statuses = new Statuses();
        private @Nullable AssignedPartitions partitions;
        private @Nullable ConsumerRecords<byte[], byte[]> inHand;
    }

    boolean isUp() {
        return life != null;
    }

    /** Whether it is in the middle of its turn, waiting for an answer. */
    boolean isBusy() {
        return busy;
    }

    void crash() {
        if (life != null) {
            world.tally().crashes++;
            world.story().tell(() -> name + " crashes");
            life = null;
        }
    }

    void start(boolean maybeChanged) {
        if (life == null) {
            if (maybeChanged && world.chance().percent(40)) {
                configured = Material.catalog(world.chance());
            }
            world.story().tell(() -> name + " starts, configured " + configured.text());
            life = new Life();
        }
    }

    /** The group has a new generation, in which it may have other partitions. */
    void rebalanced() {
        rebalanced = true;
    }

    /** Once around the loop, or half of it. */
    void turn() {
        Life current = life;
        if (current == null) {
            return;
        }
        busy = true;
        try {
            turn(current);
        } catch (World.Crash e) {
            crash();
        } finally {
            busy = false;
        }
    }

    private void turn(Life current) {
        AssignedPartitions partitions = current.partitions;
        if (partitions == null) {
            join(current);
        } else if (current.inHand != null) {
            deliver(current, partitions, current.inHand);
        } else {
            poll(current, partitions);
        }
    }

    /** As long as the store does not answer it tries again in its next turn. */
    private void join(Life current) {
        world.story().tell(() -> name + " puts its catalog in force");
        try {
            current.catalogs.activateConfigured();
        } catch (CatalogConflictException e) {
            world.story().tell(() -> name + " folds by the catalog in force: " + e.getMessage());
        } catch (StoreUnavailableException e) {
            return;
        }
        current.partitions = new AssignedPartitions(
                surroundings(),
                current.catalogs,
                new Meters(NO_METERS, current.statuses, Clock.systemUTC()),
                current.statuses);
    }

    private void poll(Life current, AssignedPartitions partitions) {
        world.story().tell(() -> name + " polls");
        world.story().indent();
        partitions.beforePoll(current.consumer);
        if (!world.log().isAway()) {
            takePartInGroup(current, partitions);
            ConsumerRecords<byte[], byte[]> records = read(current, partitions);
            if (!records.nextOffsets().isEmpty()) {
                world.story()
                        .tell(() -> "it has polled " + records.count() + " records, up to " + nextOffsets(records));
            }
            if (records.isEmpty()) {
                partitions.accept(records, current.consumer);
            } else {
                current.inHand = records;
            }
        }
        world.story().outdent();
    }

    private ConsumerRecords<byte[], byte[]> read(Life current, AssignedPartitions partitions) {
        try {
            return current.consumer.read(1 + world.chance().below(12));
        } catch (OffsetOutOfRangeException e) {
            world.story().tell(() -> "it is out of range: " + e.offsetOutOfRangePartitions());
            partitions.outOfRange(e.partitions(), current.consumer, "the log does not reach that far");
            return ConsumerRecords.empty();
        }
    }

    private static SortedMap<Integer, Long> nextOffsets(ConsumerRecords<byte[], byte[]> records) {
        SortedMap<Integer, Long> next = new TreeMap<>();
        records.nextOffsets().forEach((partition, position) -> next.put(partition.partition(), position.offset()));
        return next;
    }

    private void deliver(Life current, AssignedPartitions partitions, ConsumerRecords<byte[], byte[]> records) {
        world.story().tell(() -> name + " folds " + records.count() + " records");
        world.story().indent();
        current.inHand = null;
        partitions.accept(records, current.consumer);
        world.story().outdent();
    }

    /** It may not have heard yet of what it has lost. A rebalance may take everything and give some of it back. */
    private void takePartInGroup(Life current, AssignedPartitions partitions) {
        if (!world.isCalm() && world.chance().percent(30)) {
            return;
        }
        List<TopicPartition> granted = world.grantedTo(this);
        Set<TopicPartition> given = current.consumer.given();
        if (given.equals(Set.copyOf(granted)) && !rebalanced) {
            return;
        }
        boolean eager = world.chance().percent(50);
        List<TopicPartition> lost = given.stream()
                .filter(partition -> eager || !granted.contains(partition))
                .toList();
        List<TopicPartition> added = granted.stream()
                .filter(partition -> eager || !given.contains(partition))
                .toList();
        rebalanced = false;
        world.story().tell(() -> name + " loses " + lost + ", is given " + added);
        partitions.revoked(lost);
        current.consumer.take(lost);
        current.consumer.give(added);
        partitions.assigned(added, current.consumer);
    }

    /** Whether it holds nothing and each of its partitions runs. */
    boolean isAtRest() {
        return life != null
                && life.inHand == null
                && life.statuses.all().values().stream().allMatch(s -> s.state() == PartitionStatus.State.RUNNING);
    }

    @Override
    public String toString() {
        return name + (life == null ? " is down" : " " + life.statuses.all());
    }

    private Surroundings surroundings() {
        return new Surroundings(
                new StoreConnection(world),
                world.log(),
                world.log(),
                world.starts(),
                world.deadLetters()::send,
                SimulatedLog.TOPIC + "-dlt",
                Duration.ZERO,
                world::later,
                () -> ticksAhead + world.now(),
                maxOperations);
    }
}
