package io.tidemark.metric.store;

import io.tidemark.metric.Accumulator;
import io.tidemark.metric.DecimalSum;
import io.tidemark.metric.ElementSet;
import io.tidemark.metric.EventFields;
import io.tidemark.metric.LongCount;
import io.tidemark.metric.MetricDefinition;
import java.util.HashMap;
import java.util.Map;

/** A batch of the topic {@code events}, folded by hand. */
public final class TestBatch {

    public static final String TOPIC = "events";
    public static final String TOPIC_ID = "topic-id";

    private final PartitionBatch batch;
    private final Map<String, MetricDelta> deltas = new HashMap<>();

    /** Of a partition that was begun at this batch. */
    public TestBatch(String topic, String topicId, int partition, CatalogVersion catalog, long from, long before) {
        this(topic, topicId, partition, catalog, from, from, before);
    }

    /** @param before the log time at {@code from}, as the ledger has it */
    public TestBatch(
            String topic, String topicId, int partition, CatalogVersion catalog, long start, long from, long before) {
        this.batch = new PartitionBatch(topic, topicId, partition, catalog, start, Position.at(from), before);
    }

    /** The time of its records. */
    public TestBatch at(long recordTime) {
        batch.advanceLogTime(recordTime);
        return this;
    }

    /** Offsets that are no longer in the log. */
    public TestBatch gapTo(long offset) {
        batch.passGap(offset);
        return this;
    }

    public TestBatch type(String eventType, int times) {
        for (int i = 0; i < times; i++) {
            batch.countType(eventType);
        }
        return this;
    }

    public TestBatch count(MetricDefinition metric, long pane, String group, int times) {
        MetricDelta delta = delta(metric);
        Accumulator cell = delta.cell(pane, group);
        for (int i = 0; i < times; i++) {
            ((LongCount) cell).increment();
            delta.countApplied();
        }
        return this;
    }

    public TestBatch sum(MetricDefinition metric, long pane, String group, String... numbers) {
        MetricDelta delta = delta(metric);
        Accumulator cell = delta.cell(pane, group);
        for (String number : numbers) {
            ((DecimalSum) cell).add(number);
            delta.countApplied();
        }
        return this;
    }

    public TestBatch distinct(MetricDefinition metric, long pane, String... elements) {
        return distinctIn(metric, pane, MetricDelta.UNGROUPED, elements);
    }

    public TestBatch distinctIn(MetricDefinition metric, long pane, String group, String... elements) {
        MetricDelta delta = delta(metric);
        Accumulator cell = delta.cell(pane, group);
        for (String element : elements) {
            ((ElementSet) cell).add(element);
            delta.countApplied();
        }
        return this;
    }

    /** Of an event of this place in time and log, the value of the aggregation's field. */
    public TestBatch event(MetricDefinition metric, long pane, String group, String place, String number) {
        MetricDelta delta = delta(metric);
        EventFields event = new OneNumber(number, place);
        if (!metric.aggregation().isUsable(event, 0)) {
            throw new IllegalArgumentException(number + " is unusable");
        }
        delta.apply(pane, group, event, 0);
        return this;
    }

    public TestBatch late(MetricDefinition metric) {
        delta(metric).countLate();
        return this;
    }

    public TestBatch unusable(MetricDefinition metric) {
        delta(metric).countUnusable();
        return this;
    }

    public TestBatch fate(Fate fate, int times) {
        for (int i = 0; i < times; i++) {
            batch.count(fate);
        }
        return this;
    }

    /** As it is. */
    public PartitionBatch end() {
        return batch;
    }

    /** Ends the batch; offsets of which nothing was said are empty. */
    public PartitionBatch to(long offset) {
        batch.endAt(new Position(offset, 3));
        return batch;
    }

    /** Ends it after one offset. */
    public PartitionBatch toNext() {
        return to(batch.from() + 1);
    }

    private MetricDelta delta(MetricDefinition metric) {
        return deltas.computeIfAbsent(metric.name().text(), name -> batch.delta(metric));
    }

    private record OneNumber(String number, String place) implements EventFields {

        @Override
        public String text(int slot) {
            return number;
        }

        @Override
        public boolean isNumber(int slot) {
            return true;
        }
    }
}
