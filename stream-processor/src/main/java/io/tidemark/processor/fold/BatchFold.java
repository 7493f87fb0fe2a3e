package io.tidemark.processor.fold;

import io.tidemark.event.EventParser;
import io.tidemark.event.MalformedEventException;
import io.tidemark.event.MalformedEventException.Reason;
import io.tidemark.metric.EventPlace;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.PartitionBatch;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folds the records of one partition, in the order of the log, into a batch. Not thread-safe. */
public final class BatchFold {

    /** A batch closes at the record that takes it past this many operations on the store. */
    public static final int MAX_OPERATIONS = 2_000;

    /** How far event time may be ahead of log time. */
    private static final long MAX_AHEAD = Duration.ofHours(1).toMillis();

    private final CompiledCatalog catalog;
    private final PartitionBatch batch;
    private final String partition;
    private final SeenIds seen;
    private final boolean deduplicates;
    private final int maxOperations;
    private final @Nullable MetricDelta[] deltas;
    private int operations;

    /** @param seen what stood in the partition before the batch, within the limits that the catalog sets at least */
    public BatchFold(CompiledCatalog catalog, PartitionBatch batch, SeenIds seen) {
        this(catalog, batch, seen, MAX_OPERATIONS);
    }

    /** @param maxOperations instead of {@link #MAX_OPERATIONS} */
    public BatchFold(CompiledCatalog catalog, PartitionBatch batch, SeenIds seen, int maxOperations) {
        this.maxOperations = maxOperations;
        this.catalog = catalog;
        this.batch = batch;
        this.partition = EventPlace.partition(batch.topic(), batch.partition());
        this.seen = seen;
        this.deltas = new MetricDelta[catalog.size()];
        seen.narrowTo(catalog.deduplication());
        this.deduplicates = !seen.isOff();
    }

    /**
     * Adds the next record.
     *
     * @param value the bytes of the event
     * @param offset greater than all before
     * @param recordTime Kafka's timestamp of the record, in milliseconds since the epoch
     * @param undatedTime the time of an event that has no timestamp: the record's own, or of a replayed one the first's
     * @return null, or why the record is rejected
     */
    public @Nullable MalformedEventException add(
            byte @Nullable [] value, long offset, long recordTime, long undatedTime) {
        long logTime = batch.advanceLogTime(recordTime);
        EventDecoder event = catalog.decoder();
        try {
            event.decode(value);
            long time = timeOf(event, undatedTime, logTime);
            if (isDuplicate(event, offset, logTime)) {
                batch.count(Fate.DUPLICATE);
            } else {
                event.standsAt(partition, time, offset);
                fold(event, time, logTime);
                batch.count(Fate.COUNTED);
            }
            return null;
        } catch (MalformedEventException e) {
            batch.count(Fate.REJECTED);
            return e;
        }
    }

    /** Whether the batch has to be closed before another record is added. */
    public boolean isFull() {
        return operations + batch.types().size() > maxOperations;
    }

    /**
     * When an event happened, in milliseconds since the epoch. Throws {@link MalformedEventException} if that is too far
     * ahead of log time.
     */
    static long timeOf(EventDecoder event, long undatedTime, long logTime) {
        long time = event.timestamp() == EventParser.NO_TIMESTAMP ? undatedTime : event.timestamp();
        if (time > logTime + MAX_AHEAD) {
            throw new MalformedEventException(
                    Reason.IN_THE_FUTURE,
                    "timestamp is " + time + " ms, more than 1 h ahead of the log's time " + logTime + " ms");
        }
        return time;
    }

    private boolean isDuplicate(EventDecoder event, long offset, long logTime) {
        return deduplicates && event.hasId() && seen.add(event.idHash(), offset, logTime);
    }

    private void fold(EventDecoder event, long time, long logTime) {
        CompiledCatalog.TypePlan plan = catalog.planOf(event.eventType());
        if (plan.counted()) {
            batch.countType(event.eventType());
        }
        ConditionFields fields = plan.fields();
        Map<String, Object> data = fields == null ? Map.of() : event.data(fields);
        for (CompiledMetric metric : plan.metrics()) {
            if (!metric.matches(event, time, data)) {
                continue;
            }
            MetricDelta delta = deltaOf(metric);
            int before = delta.operations();
            metric.fold(event, time, logTime, delta);
            operations += delta.operations() - before;
        }
    }

    private MetricDelta deltaOf(CompiledMetric metric) {
        MetricDelta delta = deltas[metric.index()];
        if (delta == null) {
            delta = batch.delta(metric.definition());
            deltas[metric.index()] = delta;
            operations += delta.operations();
        }
        return delta;
    }
}
