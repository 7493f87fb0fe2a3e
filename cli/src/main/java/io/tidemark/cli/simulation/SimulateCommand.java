package io.tidemark.cli.simulation;

import io.tidemark.cli.terminal.Console;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate}: many schedules of faults, without servers. */
@Command(
        name = "simulate",
        description = {
            "Drives the processor's own code through random schedules of crashes, rebalances, failovers, lost replies",
            "and catalog changes, without servers and in a time of its own, and compares the store with a plain fold",
            "of the log after each. A schedule is its seed. Exits with 0 if all are right, 1 if one is not."
        },
        mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--schedules",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many schedules, 1 or more (default: ${DEFAULT-VALUE}). With 1 its steps are printed.")
    private long schedules;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The seed of the first one; the others follow (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** With the console for the result and the progress. */
    public SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (schedules < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--schedules must be 1 or more, so that something is played: " + schedules);
        }
        if (schedules == 1) {
            return tell(Schedule.of(seed));
        }
        long start = System.nanoTime();
        Simulation simulation = new Simulation(seed, schedules);
        OptionalLong wrong =
                simulation.play(played -> console.err().println(played + " of " + schedules + " schedules"));
        console.out().println("simulate: " + simulation.tally());
        double seconds = (System.nanoTime() - start) / 1e9;
        if (wrong.isEmpty()) {
            console.out().printf("simulate: %d schedules in %.1f s, all right%n", schedules, seconds);
            return 0;
        }
        Schedule schedule = Schedule.of(wrong.getAsLong());
        Schedule shrunk = schedule.shrunk();
        console.out()
                .printf(
                        "simulate: schedule %d of %d went wrong; %d of its %d steps are enough:%n",
                        schedule.seed() - seed + 1,
                        schedules,
                        shrunk.steps().size(),
                        schedule.steps().size());
        tell(shrunk);
        console.out().println("simulate: the whole schedule: simulate --schedules 1 --seed " + schedule.seed());
        return 1;
    }

    private int tell(Schedule schedule) {
        Schedule.Outcome outcome = schedule.play(true);
        outcome.story().forEach(console.out()::println);
        List<String> failures = outcome.failures();
        failures.forEach(failure -> console.out().println("difference: " + failure));
        console.out()
                .println("simulate: seed " + schedule.seed() + ", "
                        + schedule.steps().size() + " steps, " + failures.size() + " failures");
        return failures.isEmpty() ? 0 : 1;
    }
}
