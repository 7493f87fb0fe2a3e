package io.tidemark.benchmarks;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
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
    private static final int WARM_UP_EVENTS = 2_000_000;
    private static final int ROUNDS = 15;

    @Option(names = "--quick", description = "20,000 events a round instead of 200,000.")
    private boolean quick;

    @Override
    public Integer call() {
        Instant now = Clock.systemUTC().instant();
        byte[][] events = FoldRounds.events(now, quick ? QUICK_EVENTS : EVENTS);
        FoldRounds rounds = new FoldRounds(events, now, CatalogOf.MIXED);
        System.out.println("first round: " + Math.round(rounds.round()) + " ns/event");
        for (int i = events.length; i < WARM_UP_EVENTS; i += events.length) {
            rounds.round();
        }
        double[] nanos = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            nanos[i] = rounds.round();
        }
        Arrays.sort(nanos);
        System.out.println("fastest of " + ROUNDS + " rounds: " + Math.round(nanos[0]) + " ns/event");
        System.out.println("fold: " + Math.round(nanos[ROUNDS / 2]) + " ns/event");
        return ExitCode.OK;
    }
}
