package io.tidemark.chaos;

import io.tidemark.chaos.load.Load;
import io.tidemark.local.Cleanup;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./tidemark chaos}: faults on real processes, each under load and ending in the proof. */
@Command(
        name = "chaos",
        description = {
            "Tries faults on real processes on free ports of this machine, one after the other: while events come in the"
                    + " fault strikes, and in the end the values served are compared with what was sent, and the audit"
                    + " with the log. Without a name it lists the faults.",
            "Exits with 0 if no run shows a difference, 1 if one does or does not come to its end, or if a fault that is"
                    + " named cannot be tried here, 2 if wrongly called."
        },
        mixinStandardHelpOptions = true)
final class Chaos implements Callable<Integer> {

    private static final int SHOWN = 10;

    /** So that some come twice. */
    private static final int FEWEST_EVENTS = 1_000;

    private static final int MAX_RATE = 1_000_000;

    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;

    @Parameters(paramLabel = "NAME", description = "The faults to try.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How often each (default: ${DEFAULT-VALUE}). In every second run the catalog changes meanwhile.")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "20230315",
            description = "Of the events and of what the faults leave to chance (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Events of each run, more if the fault lasts longer (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "40000",
            description = "Events a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes every run there.")
    private @Nullable Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Writes the table there.")
    private @Nullable Path markdown;

    Chaos(PrintStream out, PrintStream err, Clock clock) {
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    /** Exits with 0, 1 for a difference or a failure, 2 if wrongly called. */
    public static void main(String[] args) {
        // Not a return: threads of clients may still be there.
        System.exit(new CommandLine(new Chaos(System.out, System.err, Clock.systemUTC())).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<String> wrong = wrongOption();
        if (wrong.isPresent()) {
            err.println("chaos: " + wrong.get());
            return ExitCode.USAGE;
        }
        List<Fault> chosen = new ArrayList<>(all ? Faults.ALL : List.of());
        for (String name : names) {
            Optional<Fault> fault = Faults.find(name);
            if (fault.isEmpty()) {
                err.println("chaos: there is no fault '" + name + "'; without a name they are listed");
                return ExitCode.USAGE;
            }
            chosen.add(fault.get());
        }
        if (chosen.isEmpty()) {
            Faults.ALL.forEach(fault -> out.printf("%-20s %s%n", fault.name(), fault.description()));
            return ExitCode.OK;
        }
        List<Outcome> outcomes = run(chosen);
        Report report = new Report(outcomes);
        report.text().forEach(out::println);
        write(outcomes, report);
        return outcomes.stream().allMatch(outcome -> outcome.isGood() && !isWanting(outcome))
                ? ExitCode.OK
                : ExitCode.SOFTWARE;
    }

    /** Who names a fault wants it tried, while all are those that can be tried here. */
    private boolean isWanting(Outcome outcome) {
        return outcome.notRun() != null && names.contains(outcome.fault());
    }

    private Optional<String> wrongOption() {
        if (runs < 1) {
            return Optional.of("--runs is " + runs + ", and 1 is the least");
        }
        if (events < FEWEST_EVENTS || events > Load.MAX_EVENTS) {
            return Optional.of(
                    "--events is " + events + ", and " + FEWEST_EVENTS + " to " + Load.MAX_EVENTS + " are possible");
        }
        if (rate < 1 || rate > MAX_RATE) {
            return Optional.of("--rate is " + rate + ", and 1 to " + MAX_RATE + " are possible");
        }
        return Optional.empty();
    }

    private List<Outcome> run(List<Fault> chosen) throws IOException, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Fault fault = chosen.get(i);
            Optional<String> hindrance = fault.hindrance().get();
            if (hindrance.isPresent()) {
                err.println(fault.name() + ": not run: " + hindrance.get());
                outcomes.add(Outcome.notRun(fault, hindrance.get()));
                continue;
            }
            for (int run = 0; run < runs; run++) {
                boolean catalogChange = (i + run) % 2 == 1;
                outcomes.add(run(fault, run, catalogChange));
            }
        }
        return outcomes;
    }

    private Outcome run(Fault fault, int run, boolean catalogChange) throws IOException, InterruptedException {
        long runSeed = seed + run;
        long begun = System.nanoTime();
        Consumer<String> progress = text -> err.printf(
                Locale.ROOT,
                "%s %d/%d %5.1f s: %s%n",
                fault.name(),
                run + 1,
                runs,
                (System.nanoTime() - begun) / 1e9,
                text);
        Load.Plan plan = new Load.Plan(runSeed, events, rate);
        try (Cleanup cleanup = Cleanup.alsoAtExit()) {
            RunFolder folder = cleanup.open(RunFolder::create); // first, so that it is deleted last
            Outcome outcome;
            try {
                outcome = new Run(fault, plan, catalogChange, clock, progress).in(folder.path(), cleanup);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                outcome = Outcome.failed(fault, runSeed, catalogChange, String.valueOf(e.getMessage()));
            }
            if (!outcome.isGood() && !cleanup.isClosed()) { // not for Ctrl-C
                folder.keep();
            }
            tell(outcome, folder.path(), progress);
            return outcome;
        }
    }

    /** What a bad run leaves is kept, to be looked at. */
    private static void tell(Outcome outcome, Path folder, Consumer<String> progress) {
        if (outcome.isGood()) {
            progress.accept(outcome.events() + " events, no difference");
            return;
        }
        progress.accept(
                outcome.failure() != null ? "FAILED: " + outcome.failure() : outcome.differences() + " DIFFERENCES");
        outcome.shown().stream().limit(SHOWN).forEach(progress);
        progress.accept("seed " + outcome.seed() + (outcome.catalogChange() ? ", catalog changed" : "")
                + "; what the processes said is in " + folder);
    }

    private void write(List<Outcome> outcomes, Report report) throws IOException {
        if (json != null) {
            Files.writeString(
                    json,
                    JsonMapper.builder()
                                    .build()
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(outcomes) + "\n");
        }
        if (markdown != null) {
            List<String> lines = new ArrayList<>(report.markdown());
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT,
                    "Seed %d, %,d events a second, %d cores, %s, Java %s, %s.",
                    seed,
                    rate,
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("os.name"),
                    System.getProperty("java.version"),
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
            Files.write(markdown, lines);
        }
    }
}
