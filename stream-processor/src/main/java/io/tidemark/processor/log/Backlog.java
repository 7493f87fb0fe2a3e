package io.tidemark.processor.log;

import io.tidemark.event.MalformedEventException;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import io.tidemark.processor.fold.BatchFold;
import io.tidemark.processor.fold.CompiledCatalog;
import io.tidemark.processor.fold.SeenIds;
import io.tidemark.processor.log.DeadLetters.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of one partition that were polled and are not all in the store yet. Not thread-safe. */
final class Backlog {

    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final Position end;
    private int done;

    /** @param end the consumer's position behind these records: offsets without a record may lie before it */
    Backlog(List<ConsumerRecord<byte[], byte[]>> records, Position end) {
        this.records = records;
        this.end = end;
    }

    /**
     * A batch of the backlog's first records.
     *
     * @param size how many records went into it
     */
    record Folded(PartitionBatch batch, List<DeadLetter> rejected, int size) {}

    /** Folds the records up to the end, or to the one at which the batch has to be closed; nothing is taken off yet. */
    Folded foldInto(PartitionBatch batch, CompiledCatalog catalog, SeenIds seen, int maxOperations) {
        BatchFold fold = new BatchFold(catalog, batch, seen, maxOperations);
        List<DeadLetter> rejected = new ArrayList<>();
        int next = done;
        while (next < records.size() && !fold.isFull()) {
            ConsumerRecord<byte[], byte[]> record = records.get(next++);
            MalformedEventException reason =
                    fold.add(record.value(), record.offset(), record.timestamp(), OriginalTime.of(record));
            if (reason != null) {
                rejected.add(new DeadLetter(batch.topicId(), record, reason));
            }
        }
        batch.endAt(next == records.size() ? end : after(records.get(next - 1)));
        return new Folded(batch, rejected, next - done);
    }

    /** Takes off what is in the store now; false if nothing is left. */
    boolean drop(Folded applied) {
        done += applied.size();
        return applied.batch().to().offset() < end.offset();
    }

    private static Position after(ConsumerRecord<byte[], byte[]> record) {
        return new Position(record.offset() + 1, record.leaderEpoch().orElse(Position.NO_EPOCH));
    }
}
