package io.tidemark.benchmarks;

import io.tidemark.metric.store.MetricReader;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
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
    private static final int SHOWN_DIFFERENCES = 20;

    @Option(names = "--quick", description = "300,000 events instead of 3,000,000.")
    private boolean quick;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws Exception {
        Progress progress = new Progress(System.err);
        try (Cleanup cleanup = Cleanup.alsoAtExit()) {
            try {
                return run(cleanup, progress);
            } catch (RuntimeException | LinkageError e) {
                if (cleanup.isClosed()) {
                    return ExitCode.SOFTWARE; // ended by Ctrl-C: what fails then, classes included, is of no interest
                }
                throw e;
            }
        }
    }

    private int run(Cleanup cleanup, Progress progress) throws Exception {
        MixedEvents events = new MixedEvents(SEED, clock.instant(), quick ? QUICK_EVENTS : EVENTS);
        progress.say("starting Kafka, ZooKeeper and Redis");
        Servers servers = Servers.start(cleanup);
        Totals expected = new Preload(servers.kafka().bootstrapServers(), progress).send(events);
        MetricReader store = servers.reader(cleanup, clock);
        progress.say("starting the processor");
        ChildJvm processor = cleanup.open(() -> ProcessorChild.start(servers));
        Drain drain = new DrainWatch(store, servers, processor, progress).await(events.count());
        return report(drain, expected.differences(StoredTotals.read(store, events, clock)));
    }

    private int report(Drain drain, List<String> differences) {
        if (differences.isEmpty()) {
            drain.lines().forEach(System.out::println);
            return ExitCode.OK;
        }
        System.err.println("The store differs from what was sent in " + differences.size() + " values:");
        differences.stream().limit(SHOWN_DIFFERENCES).forEach(line -> System.err.println("  " + line));
        return ExitCode.SOFTWARE;
    }
}
