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
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** What decoding and folding one event costs, in one thread and without Kafka and Redis. */
@Command(
        name = "fold",
        description = "Folds events of five types in memory into type counters, revenue per minute and a board of"
                + " 1,000 pages, and shows the time for one.")
final class Fold implements Callable<Integer> {

    static final int EVENTS = 200_000;
    static final int QUICK_EVENTS = 20_000;
    private static final long SEED = 20_230_315;
    private static final int WARM_UP_EVENTS = 2_000_000;
    private static final int ROUNDS = 15;
    private static final int MAX_BATCH = 20_000;
    private static final String CATALOG = "{\"metrics\":["
            + "{\"name\":\"revenue\",\"window\":{\"every\":\"minute\",\"keep\":\"24h\"},\"events\":[\"purchase\"],"
            + "\"aggregate\":\"sum(data.amount)\"},"
            + "{\"name\":\"top_pages\",\"leaderboard\":{\"by\":\"data.page\"},\"events\":[\"page_view\"]}],"
            + "\"deduplication\":{\"horizon\":\"0s\",\"distance\":0}}";

    @Option(names = "--quick", description = "20,000 events a round instead of 200,000.")
    private boolean quick;

    private final Clock clock = Clock.systemUTC();
    private final CatalogVersion version = new CatalogVersion(1, MetricCatalog.parse(CATALOG), Map.of());
    private final CompiledCatalog catalog = new CompiledCatalog(version);

    @Override
    public Integer call() {
        long now = clock.millis();
        byte[][] events = events(quick ? QUICK_EVENTS : EVENTS);
        System.out.println("first round: " + round(events, now) + " ns/event");
        for (int i = events.length; i < WARM_UP_EVENTS; i += events.length) {
            round(events, now);
        }
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            nanos[i] = round(events, now);
        }
        Arrays.sort(nanos);
        System.out.println("fastest of " + ROUNDS + " rounds: " + nanos[0] + " ns/event");
        System.out.println("fold: " + nanos[ROUNDS / 2] + " ns/event");
        return ExitCode.OK;
    }

    private byte[][] events(int count) {
        MixedEvents source = new MixedEvents(SEED, clock.instant(), count);
        byte[][] events = new byte[count][];
        for (int i = 0; i < count; i++) {
            events[i] = source.next().json().getBytes(UTF_8);
        }
        return events;
    }

    /** Folds all events, in batches as the processor cuts them; the nanoseconds for one. */
    private long round(byte[][] events, long recordTime) {
        long began = System.nanoTime();
        for (int i = 0; i < events.length; ) {
            PartitionBatch batch =
                    new PartitionBatch("topic", "id", 0, version, 0, Position.at(i), PartitionBatch.NO_LOG_TIME);
            BatchFold fold = new BatchFold(catalog, batch, SeenIds.none());
            for (int end = Math.min(events.length, i + MAX_BATCH); i < end && !fold.isFull(); i++) {
                check(fold.add(events[i], i, recordTime, recordTime));
            }
        }
        return (System.nanoTime() - began) / events.length;
    }

    private static void check(@Nullable MalformedEventException refusal) {
        if (refusal != null) {
            throw refusal;
        }
    }
}
