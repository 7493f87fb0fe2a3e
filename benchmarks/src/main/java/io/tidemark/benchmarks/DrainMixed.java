package io.tidemark.benchmarks;

import io.tidemark.local.ChildJvm;
import io.tidemark.local.Cleanup;
import io.tidemark.metric.store.MetricReader;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** How fast, and for how much CPU, a processor works off a full topic of mixed events. */
@Command(
        name = "drain-mixed",
        description = "Preloads a topic with events of five types and measures how fast a processor folds them into"
                + " type counters, revenue per minute and a board of 1,000 pages.")
final class DrainMixed implements Callable<Integer> {

    static final int EVENTS = 3_000_000;
    static final int QUICK_EVENTS = 300_000;
    private static final long SEED = 20_230_315;

    @Option(names = "--quick", description = "300,000 events instead of 3,000,000.")
    private boolean quick;

    @Option(
            names = "--definitions",
            paramLabel = "N",
            description = "So many definitions, of which ten take events, instead of the two.")
    private @Nullable Integer definitions;

    @Override
    public Integer call() throws Exception {
        Progress progress = new Progress(System.err);
        try (Cleanup cleanup = Cleanup.alsoAtExit()) {
            try {
                drain(cleanup, progress, quick ? QUICK_EVENTS : EVENTS, catalog(), List.of())
                        .lines()
                        .forEach(System.out::println);
                return ExitCode.OK;
            } catch (RuntimeException | LinkageError e) {
                if (cleanup.isClosed()) {
                    return ExitCode.SOFTWARE; // ended by Ctrl-C: what fails then, classes included, is of no interest
                }
                throw e;
            }
        }
    }

    private List<String> catalog() {
        if (definitions != null && definitions < 10) {
            throw new IllegalArgumentException("--definitions is " + definitions + "; allowed are 10 and more");
        }
        return definitions == null ? CatalogOf.MIXED : CatalogOf.tenMatching(definitions);
    }

    /**
     * Drains that many events; throws if what is stored then is not what was sent.
     *
     * @param catalog the definitions, as JSON
     * @param options of the processor's JVM
     */
    static Drain drain(Cleanup cleanup, Progress progress, int count, List<String> catalog, List<String> options)
            throws Exception {
        Clock clock = Clock.systemUTC();
        MixedEvents events = new MixedEvents(SEED, clock.instant(), count);
        progress.say("starting Kafka, ZooKeeper and Redis");
        Servers servers = Servers.start(cleanup);
        Totals expected = new Preload(servers.kafka().bootstrapServers(), progress).send(events);
        MetricReader store = servers.reader(cleanup, clock);
        progress.say("starting the processor");
        ChildJvm processor = cleanup.open(() -> ProcessorChild.start(servers, catalog, options, List.of()));
        Drain drain = new DrainWatch(store, servers, processor, progress).await(events.count());
        expected.requireStored(StoredTotals.read(store, events, clock));
        return drain;
    }
}
