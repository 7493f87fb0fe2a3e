package io.tidemark.cli.simulation;

import io.tidemark.metric.store.Position;
import io.tidemark.processor.log.LogReader;
import io.tidemark.processor.log.LogView;
import io.tidemark.processor.log.Logs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A topic: records with holes between them, where a transaction's markers would be, and times that go back and forth. */
final class SimulatedLog implements Logs, LogReader {

    static final String TOPIC = "events";
    static final String TOPIC_ID = "id-of-events";

    private static final byte[] KEY = {'k'};
    private static final long START = 1_678_883_400_000L; // 2023-03-15T12:30:00Z
    private static final long HOUR = 3_600_000;

    private final World world;
    private final List<List<ConsumerRecord<byte[], byte[]>>> records = new ArrayList<>();
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final long[] begins;
    private final long[] ends;
    private final long[] lastTimes;
    private final List<NavigableSet<Long>> watersheds = new ArrayList<>();
    private final long grain;
    private final boolean wide;
    private final boolean retained;
    private long brokersAhead;
    private boolean away;

    SimulatedLog(World world, int partitions) {
        this.world = world;
        this.begins = new long[partitions];
        this.ends = new long[partitions];
        this.lastTimes = new long[partitions];
        this.grain = world.chance().percent(50) ? 1 : HOUR;
        this.wide = world.chance().percent(10);
        this.retained = world.chance().percent(50);
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new TopicPartition(TOPIC, i));
            this.records.add(new ArrayList<>());
            this.watersheds.add(new TreeSet<>());
        }
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    List<List<ConsumerRecord<byte[], byte[]>>> records() {
        return records;
    }

    /** The first offset that is still there. */
    long begin(int partition) {
        return begins[partition];
    }

    long end(int partition) {
        return ends[partition];
    }

    void setAway(boolean isAway) {
        away = isAway;
    }

    boolean isAway() {
        return away;
    }

    void append() {
        Chance chance = world.chance();
        int partition = chance.below(ends.length);
        long from = ends[partition];
        int count = 1 + chance.below(8);
        for (int i = 0; i < count; i++) {
            ends[partition] += hole(chance);
            append(partition, recordTime(chance));
        }
        ends[partition] += hole(chance);
        world.tally().events += count;
        world.story().tell(() -> "append " + partitions.get(partition) + " [" + from + ", " + ends[partition] + ")");
    }

    /**
     * Takes what is older than anything that can still matter, as retention should be set: of what comes behind, no id looks
     * back that far. Mostly what the store has folded; what it has not is a gap.
     */
    void retain() {
        Chance chance = world.chance();
        int partition = chance.below(ends.length);
        if (!retained) {
            return;
        }
        long folded = world.store()
                .state()
                .ledger(TOPIC)
                .positions()
                .getOrDefault(partition, Position.at(0))
                .offset();
        long last = chance.percent(20) ? ends[partition] : folded;
        List<Long> old = watersheds.get(partition).stream()
                .filter(offset -> begins[partition] < offset && offset <= last)
                .toList();
        if (old.isEmpty()) {
            brokersAhead += Material.WIDEST_HORIZON + chance.between(1, HOUR);
            append(partition, now());
            world.tally().events++;
        } else {
            begins[partition] = chance.oneOf(old);
            world.tally().cuts++;
        }
        world.story()
                .tell(() -> "log of " + partitions.get(partition) + " [" + begins[partition] + ", " + ends[partition]
                        + ")");
    }

    private void append(int partition, long time) {
        if (time > lastTimes[partition] + Material.WIDEST_HORIZON) {
            watersheds.get(partition).add(ends[partition]);
        }
        lastTimes[partition] = Math.max(lastTimes[partition], time);
        byte[] value = Material.value(world.chance(), time);
        records.get(partition)
                .add(new ConsumerRecord<>(
                        TOPIC,
                        partition,
                        ends[partition]++,
                        time,
                        TimestampType.LOG_APPEND_TIME,
                        KEY.length,
                        value == null ? 0 : value.length,
                        KEY,
                        value,
                        new RecordHeaders(),
                        Optional.empty()));
    }

    /** Brokers set their clocks, producers may bring times of their own, and many records may share one. */
    private long recordTime(Chance chance) {
        if (chance.percent(2)) {
            brokersAhead += chance.between(0, 2 * HOUR);
        }
        long time = now();
        return chance.percent(5) ? time - chance.between(0, 2 * HOUR) : time;
    }

    private long now() {
        return START + brokersAhead + world.now() / grain * grain;
    }

    /** Some logs have holes over which the ledger leaves checkpoints, and ids are too far away to matter. */
    private long hole(Chance chance) {
        if (!chance.percent(5)) {
            return 0;
        }
        return wide ? chance.between(1, 300_000) : chance.between(1, 3);
    }

    /**
     * What a poll brings from these positions: some records of each partition, and where to read on.
     *
     * @throws OffsetOutOfRangeException if the log no longer has one of them
     */
    ConsumerRecords<byte[], byte[]> fetch(Map<TopicPartition, Long> positions, int most) {
        Map<TopicPartition, Long> gone = new HashMap<>(positions);
        gone.entrySet()
                .removeIf(wanted -> wanted.getValue() >= begins[wanted.getKey().partition()]);
        if (!gone.isEmpty()) {
            throw new OffsetOutOfRangeException(gone);
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        positions.forEach((partition, position) -> {
            List<ConsumerRecord<byte[], byte[]>> all = records.get(partition.partition());
            int from = indexOf(all, position);
            int to = Math.min(all.size(), from + most);
            if (from < to) {
                fetched.put(partition, List.copyOf(all.subList(from, to)));
            }
            long end = to == all.size()
                    ? ends[partition.partition()]
                    : all.get(to - 1).offset() + 1;
            if (end != position) {
                next.put(partition, new OffsetAndMetadata(end));
            }
        });
        return new ConsumerRecords<>(fetched, next);
    }

    private static int indexOf(List<ConsumerRecord<byte[], byte[]>> records, long offset) {
        int index = (int) Math.min(offset, records.size());
        while (index > 0 && records.get(index - 1).offset() >= offset) {
            index--;
        }
        return index;
    }

    @Override
    public void read(
            TopicPartition partition,
            long from,
            long to,
            Consumer<ConsumerRecord<byte[], byte[]>> sink,
            BooleanSupplier unwanted) {
        world.meanwhile();
        if (away) {
            throw new TimeoutException("Kafka is away");
        }
        if (from < begins[partition.partition()]) {
            throw new OffsetOutOfRangeException(Map.of(partition, from));
        }
        List<ConsumerRecord<byte[], byte[]>> all = records.get(partition.partition());
        for (int i = indexOf(all, from); i < all.size() && all.get(i).offset() < to; i++) {
            sink.accept(all.get(i));
        }
    }

    @Override
    public LogView look(String topic) {
        world.meanwhile();
        if (away) {
            throw new TimeoutException("Kafka is away");
        }
        Map<Integer, Long> beginnings = new HashMap<>();
        Map<Integer, Long> now = new HashMap<>();
        for (int i = 0; i < ends.length; i++) {
            beginnings.put(i, begins[i]);
            now.put(i, ends[i]);
        }
        return new LogView(TOPIC_ID, beginnings, now);
    }
}
