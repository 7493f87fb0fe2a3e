package io.tidemark.benchmarks;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** What definitions cost that an event does not feed. */
@Command(
        name = "definitions",
        description =
                "Folds the events of fold by catalogs that have, besides, 1, 100 or 1,000 definitions that take none"
                        + " of these events, in turn, and shows what each more than the first adds to the time for one event.")
final class Definitions implements Callable<Integer> {

    private static final int[] UNRELATED = {1, 100, 1_000};
    private static final int WARM_UP_ROUNDS = 15;
    private static final int ROUNDS = 31;

    @Option(names = "--quick", description = "20,000 events a round instead of 200,000, and fewer rounds.")
    private boolean quick;

    @Override
    public Integer call() {
        Instant now = Clock.systemUTC().instant();
        byte[][] events = FoldRounds.events(now, quick ? Fold.QUICK_EVENTS : Fold.EVENTS);
        List<FoldRounds> catalogs = Arrays.stream(UNRELATED)
                .mapToObj(count -> new FoldRounds(events, now, CatalogOf.mixedAndUnrelated(count)))
                .toList();
        List<double[]> nanos = new ArrayList<>();
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            rounds(catalogs);
        }
        for (int i = 0; i < (quick ? 5 : ROUNDS); i++) {
            nanos.add(rounds(catalogs));
        }
        double few = median(nanos, 0);
        for (int i = 0; i < UNRELATED.length; i++) {
            System.out.println(String.format(
                    Locale.ROOT, "%,5d unrelated definitions: %.0f ns/event", UNRELATED[i], median(nanos, i)));
        }
        System.out.println(String.format(
                Locale.ROOT,
                "definitions: 100 unrelated %+.1f %%, 1,000 unrelated %+.1f %% of the time with 1",
                (median(nanos, 1) / few - 1) * 100,
                (median(nanos, 2) / few - 1) * 100));
        return ExitCode.OK;
    }

    private static double[] rounds(List<FoldRounds> catalogs) {
        return catalogs.stream().mapToDouble(FoldRounds::round).toArray();
    }

    private static double median(List<double[]> rounds, int catalog) {
        return rounds.stream()
                .mapToDouble(round -> round[catalog])
                .sorted()
                .skip(rounds.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
