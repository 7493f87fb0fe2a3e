package io.tidemark.cli.simulation;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** What a partition does with its consumer: pause, resume, seek. */
final class SimulatedConsumer extends MockConsumer<byte[], byte[]> {

    private final World world;
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();

    SimulatedConsumer(World world) {
        super("none");
        this.world = world;
    }

    void give(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> positions.put(partition, 0L));
    }

    void take(Collection<TopicPartition> partitions) {
        positions.keySet().removeAll(partitions);
        paused.removeAll(partitions);
    }

    Set<TopicPartition> given() {
        return positions.keySet();
    }

    ConsumerRecords<byte[], byte[]> read(int most) {
        Map<TopicPartition, Long> wanted = new LinkedHashMap<>(positions);
        wanted.keySet().removeAll(paused);
        ConsumerRecords<byte[], byte[]> records = world.log().fetch(wanted, most);
        records.nextOffsets().forEach((partition, next) -> positions.put(partition, next.offset()));
        return records;
    }

    @Override
    public synchronized void pause(Collection<TopicPartition> partitions) {
        partitions.forEach(this::check);
        paused.addAll(partitions);
    }

    @Override
    public synchronized void resume(Collection<TopicPartition> partitions) {
        partitions.forEach(this::check);
        paused.removeAll(partitions);
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
        check(partition);
        positions.put(partition, offset);
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata position) {
        seek(partition, position.offset());
    }

    @Override
    public synchronized long position(TopicPartition partition, Duration timeout) {
        check(partition);
        if (!world.isCalm() && world.chance().percent(2)) {
            throw new TimeoutException("the position is not known yet");
        }
        return positions.getOrDefault(partition, 0L);
    }

    @Override
    public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        callback.onComplete(offsets, null);
    }

    private void check(TopicPartition partition) {
        if (!positions.containsKey(partition)) {
            throw new IllegalStateException(partition + " is not assigned to this consumer");
        }
    }
}
