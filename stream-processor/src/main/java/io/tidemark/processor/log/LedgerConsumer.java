package io.tidemark.processor.log;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;

/**
 * A consumer whose position follows the ledger: before each poll its partitions take their steps. The container calls it,
 * and with it everything below, on one thread.
 */
final class LedgerConsumer extends KafkaConsumer<byte[], byte[]> {

    private final AssignedPartitions partitions;

    LedgerConsumer(Map<String, Object> settings, AssignedPartitions partitions) {
        super(settings);
        this.partitions = partitions;
    }

    AssignedPartitions partitions() {
        return partitions;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            partitions.beforePoll(this);
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            if (records.isEmpty()) {
                partitions.accept(records, this); // the container passes on only polls that brought records
            }
            return records;
        } catch (LogTruncationException e) {
            partitions.truncated(e.divergentOffsets().keySet(), this, "the log was truncated: " + e.getMessage());
        } catch (OffsetOutOfRangeException e) {
            partitions.outOfRange(e.partitions(), this, "the log does not reach that far: " + e.getMessage());
        }
        return ConsumerRecords.empty();
    }
}
