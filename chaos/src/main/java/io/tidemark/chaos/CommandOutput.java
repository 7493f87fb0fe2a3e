package io.tidemark.chaos;

import io.tidemark.chaos.stage.Stage;
import io.tidemark.cli.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * What a command of the launcher said about a stage.
 *
 * @param exit its exit code
 * @param out  what stands on standard output
 * @param err  what stands on standard error
 */
record CommandOutput(int exit, String out, String err) {

    /** Runs it as anybody would, in this JVM. */
    static CommandOutput of(Stage stage, Function<Console, CommandLine> command, List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(stream(out), stream(err));
        String[] all = Stream.concat(arguments.stream(), stage.commandOptions().stream())
                .toArray(String[]::new);
        int exit = command.apply(console).execute(all);
        return new CommandOutput(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
