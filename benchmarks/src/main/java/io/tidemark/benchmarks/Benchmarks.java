package io.tidemark.benchmarks;

import ch.qos.logback.classic.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code ./tidemark bench}: one subcommand per benchmark. */
@Command(
        name = "bench",
        description = "Measures the system on this machine.",
        subcommands = {
            Control.class,
            Dedup.class,
            Definitions.class,
            DrainMixed.class,
            Fold.class,
            GatewayBenchmark.class,
            Recovery.class
        })
final class Benchmarks {

    @SuppressWarnings("unused") // picocli sets it and answers it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;

    private Benchmarks() {}

    public static void main(String[] args) {
        quietServers();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmarks()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("bench: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    /** The servers in this JVM speak up at errors only: the output of a benchmark is its result. */
    static void quietServers() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.ERROR);
        }
    }
}
