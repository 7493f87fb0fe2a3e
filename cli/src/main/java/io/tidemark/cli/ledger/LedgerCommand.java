package io.tidemark.cli.ledger;

import io.tidemark.cli.terminal.Console;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ledger}: the parent of its two commands. */
@Command(
        name = "ledger",
        description = "Shows how far each log has been folded, or has it folded anew.",
        mixinStandardHelpOptions = true)
public final class LedgerCommand {

    private LedgerCommand() {}

    /** With the commands below it. */
    public static CommandLine commandLine(Console console, Clock clock) {
        return new CommandLine(new LedgerCommand())
                .addSubcommand(new ShowCommand(console, clock))
                .addSubcommand(new ResetCommand(console, clock));
    }
}
