package io.tidemark.e2e;

import io.tidemark.cli.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * What a command of the launcher answered.
 *
 * @param exit its exit code
 * @param out  the lines on standard output
 * @param err  the lines on standard error
 */
record Tool(int exit, List<String> out, List<String> err) {

    /** Runs a command, given as its picocli object, in this JVM. */
    static Tool run(Function<Console, Object> command, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(stream(out), stream(err));
        int exit = new CommandLine(command.apply(console)).execute(arguments);
        return new Tool(exit, lines(out), lines(err));
    }

    String lastLine() {
        return out.isEmpty() ? "" : out.get(out.size() - 1);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
