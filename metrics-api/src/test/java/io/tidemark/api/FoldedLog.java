package io.tidemark.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.DecimalSum;
import io.tidemark.metric.ElementSet;
import io.tidemark.metric.EventFields;
import io.tidemark.metric.EventPlace;
import io.tidemark.metric.LongCount;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.ClaimResult;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A log of one partition whose fold is written to a store, as the processor writes it. */
public final class FoldedLog {

    public static final String TOPIC = "raw-events-topic";

    private static final String TOPIC_ID = "id-of-the-topic";

    private final MetricWriter store;
    private long offset;
    private long logTime = PartitionBatch.NO_LOG_TIME;

    public FoldedLog(MetricWriter store) {
        this.store = store;
        assertThat(store.claim(store.incarnation(), TOPIC, TOPIC_ID, Map.of(0, 0L)))
                .isEqualTo(ClaimResult.CLAIMED);
    }

    /** Puts a catalog in force, its metrics given as JSON with single quotes. */
    public FoldedLog define(String... metrics) {
        MetricCatalog catalog =
                MetricCatalog.parse("{\"metrics\":[" + String.join(",", metrics).replace('\'', '"') + "]}");
        assertThat(store.activate(store.catalog(), catalog, List.of(TOPIC))).isTrue();
        return this;
    }

    /** The log's time from the next batch on. */
    public FoldedLog reach(long time) {
        logTime = time;
        return this;
    }

    public FoldedLog countType(String type, int times) {
        return apply(batch -> {
            for (int i = 0; i < times; i++) {
                batch.countType(type);
                batch.count(Fate.COUNTED);
            }
        });
    }

    /** So many events for a metric that counts. */
    public FoldedLog count(String metric, long pane, String group, int times) {
        return apply(batch -> {
            MetricDelta delta = batch.delta(definition(metric));
            for (int i = 0; i < times; i++) {
                ((LongCount) delta.cell(pane, group)).increment();
                delta.countApplied();
                batch.count(Fate.COUNTED);
            }
        });
    }

    /** One event for a metric that sums. */
    public FoldedLog add(String metric, long pane, String group, String number) {
        return apply(batch -> {
            MetricDelta delta = batch.delta(definition(metric));
            ((DecimalSum) delta.cell(pane, group)).add(number);
            delta.countApplied();
            batch.count(Fate.COUNTED);
        });
    }

    /** One event for a metric of distinct elements. */
    public FoldedLog element(String metric, long pane, String element) {
        return apply(batch -> {
            MetricDelta delta = batch.delta(definition(metric));
            ((ElementSet) delta.cell(pane, MetricDelta.UNGROUPED)).add(element);
            delta.countApplied();
            batch.count(Fate.COUNTED);
        });
    }

    /** One event for a metric of numbers. */
    public FoldedLog number(String metric, long pane, String group, String number) {
        return apply(batch -> {
            batch.delta(definition(metric)).apply(pane, group, new OneNumber(number, offset), 0);
            batch.count(Fate.COUNTED);
        });
    }

    public FoldedLog apply(Consumer<PartitionBatch> fold) {
        long before = store.ledger(TOPIC).progress().getOrDefault(0, PartitionBatch.NO_LOG_TIME);
        var batch = new PartitionBatch(TOPIC, TOPIC_ID, 0, store.catalog(), 0, Position.at(offset), before);
        fold.accept(batch);
        for (Fate fate : Fate.values()) {
            offset += batch.fate(fate);
        }
        batch.advanceLogTime(logTime);
        batch.endAt(Position.at(offset));
        assertThat(store.apply(batch)).isInstanceOf(ApplyResult.Applied.class);
        return this;
    }

    private MetricDefinition definition(String name) {
        return store.catalog().catalog().find(name).orElseThrow();
    }

    private record OneNumber(String number, long offset) implements EventFields {

        @Override
        public String text(int slot) {
            return number;
        }

        @Override
        public boolean isNumber(int slot) {
            return true;
        }

        @Override
        public String place() {
            return EventPlace.of(0, EventPlace.partition(TOPIC, 0), offset);
        }
    }
}
