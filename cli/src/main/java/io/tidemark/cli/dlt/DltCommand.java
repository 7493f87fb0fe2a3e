package io.tidemark.cli.dlt;

import io.tidemark.cli.terminal.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code dlt}: the parent of its two commands. */
@Command(
        name = "dlt",
        description = "Shows the dead letters, which were rejected, or sends them to the log again.",
        mixinStandardHelpOptions = true)
public final class DltCommand {

    private DltCommand() {}

    /** With the commands below it. */
    public static CommandLine commandLine(Console console) {
        return new CommandLine(new DltCommand())
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new ReplayLettersCommand(console));
    }
}
