package io.tidemark.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.event.MalformedEventException;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import io.tidemark.processor.fold.BatchFold;
import io.tidemark.processor.fold.CompiledCatalog;
import io.tidemark.processor.fold.SeenIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folds the same mixed events by one catalog, in one thread and without Kafka and Redis. */
final class FoldRounds {

    private static final long SEED = 20_230_315;
    private static final int MAX_BATCH = 20_000;

    private final byte[][] events;
    private final long recordTime;
    private final CatalogVersion version;
    private final CompiledCatalog catalog;

    /** @param definitions as JSON */
    FoldRounds(byte[][] events, Instant now, List<String> definitions) {
        this.events = events;
        this.recordTime = now.toEpochMilli();
        String text = "{\"metrics\":[" + String.join(",", definitions)
                + "],\"deduplication\":{\"horizon\":\"0s\",\"distance\":0}}";
        this.version = new CatalogVersion(1, MetricCatalog.parse(text), Map.of());
        this.catalog = new CompiledCatalog(version);
    }

    static byte[][] events(Instant now, int count) {
        MixedEvents source = new MixedEvents(SEED, now, count);
        byte[][] events = new byte[count][];
        for (int i = 0; i < count; i++) {
            events[i] = source.next().json().getBytes(UTF_8);
        }
        return events;
    }

    /** Folds all events, in batches as the processor cuts them; the nanoseconds for one. */
    double round() {
        long began = System.nanoTime();
        for (int i = 0; i < events.length; ) {
            PartitionBatch batch =
                    new PartitionBatch("topic", "id", 0, version, 0, Position.at(i), PartitionBatch.NO_LOG_TIME);
            BatchFold fold = new BatchFold(catalog, batch, SeenIds.none());
            for (int end = Math.min(events.length, i + MAX_BATCH); i < end && !fold.isFull(); i++) {
                check(fold.add(events[i], i, recordTime, recordTime));
            }
        }
        return (double) (System.nanoTime() - began) / events.length;
    }

    private static void check(@Nullable MalformedEventException refusal) {
        if (refusal != null) {
            throw refusal;
        }
    }
}
