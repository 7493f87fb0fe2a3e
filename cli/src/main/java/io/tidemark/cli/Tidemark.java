package io.tidemark.cli;

import io.tidemark.cli.audit.AuditCommand;
import io.tidemark.cli.audit.WhereCommand;
import io.tidemark.cli.dlt.DltCommand;
import io.tidemark.cli.ledger.LedgerCommand;
import io.tidemark.cli.replay.ReplayCommand;
import io.tidemark.cli.simulation.SimulateCommand;
import io.tidemark.cli.stack.StatusCommand;
import io.tidemark.cli.stack.UpCommand;
import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.cli.terminal.Console;
import io.tidemark.local.LocalServerException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./tidemark}: the root of all commands. */
@Command(
        name = "tidemark",
        description = "Real-time event metrics, exact through every crash.",
        versionProvider = TidemarkVersion.class,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The launcher itself adds:",
            "  test    Run everything that CI runs; test --mutants: take guarantees out of the sources, one at a time,",
            "          and show which test finds it.",
            "  bench   Run a benchmark: bench NAME [--quick].",
            "  chaos   Try faults under load: chaos NAME... or chaos --all; without a name it lists them.",
            "  example Run an example: example NAME [ARGUMENTS]; without a name it lists them.",
        })
public final class Tidemark {

    private Tidemark() {}

    /** Runs one command and exits with its code: 0 done, 1 failed, 2 wrongly called. */
    public static void main(String[] args) {
        // Not a return: the threads of a server that failed to start may still be there.
        System.exit(commandLine(Console.system(), Clock.systemUTC()).execute(args));
    }

    static CommandLine commandLine(Console console, Clock clock) {
        return new CommandLine(new Tidemark())
                .addSubcommand(new UpCommand(console, Clock.systemDefaultZone()))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(new ReplayCommand(console, clock))
                .addSubcommand(new AuditCommand(console, clock))
                .addSubcommand(new WhereCommand(console, clock))
                .addSubcommand(LedgerCommand.commandLine(console, clock))
                .addSubcommand(new SimulateCommand(console))
                .addSubcommand(DltCommand.commandLine(console))
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((failure, command, parsed) -> tell(console, failure, command));
    }

    private static int tell(Console console, Exception failure, CommandLine command) {
        if (failure instanceof CommandFailedException || failure instanceof LocalServerException) {
            console.err().println("tidemark: " + failure.getMessage());
        } else {
            console.err().println("tidemark: unexpected failure");
            failure.printStackTrace(console.err());
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
