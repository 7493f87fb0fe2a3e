package io.tidemark.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of this class path in a JVM of its own, as it runs in production; ends with this JVM, even if that is killed,
 * unless it is paused then. Thread-safe.
 */
public final class ChildJvm implements AutoCloseable {

    private static final long STOPPED_WITHIN_SECONDS = 30;
    private static final int SHOWN_LINES = 20;

    private final String name;
    private final Process child;
    private final Path log;

    private ChildJvm(String name, Process child, Path log) {
        this.name = name;
        this.child = child;
        this.log = log;
    }

    /**
     * Starts it.
     *
     * @param name    for messages
     * @param log     where what it prints is appended
     * @param options of the JVM
     * @param main    the program's class
     */
    public static ChildJvm start(String name, Path log, List<String> options, Class<?> main, List<String> arguments)
            throws IOException {
        return start(name, log, options, Map.of(), main, arguments);
    }

    /** The same with variables of the environment besides those of this JVM. */
    public static ChildJvm start(
            String name,
            Path log,
            List<String> options,
            Map<String, String> environment,
            Class<?> main,
            List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(EndWithParent.class.getName(), main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new ChildJvm(name, builder.start(), log);
    }

    public ProcessHandle handle() {
        return child.toHandle();
    }

    /** Waits for so long, and throws if it ends meanwhile. */
    public void requireAlive(long millis) throws InterruptedException {
        if (child.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw failure("ended with exit code " + child.exitValue());
        }
    }

    /** Ends it as the power would, and returns when it is gone. */
    public void kill() throws InterruptedException {
        child.destroyForcibly().waitFor();
    }

    /** Takes the CPU from it (SIGSTOP) until it is resumed. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT) as if nothing had been. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** An exception that says so and shows the end of its log. */
    public IllegalStateException failure(String what) {
        return new IllegalStateException("the " + name + " " + what + ". The end of its log:\n" + logEnd());
    }

    @Override
    public void close() {
        child.destroy();
        try {
            if (child.waitFor(STOPPED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        child.destroyForcibly();
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw failure("could not be sent SIG" + signal);
        }
    }

    private String logEnd() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException e) {
            return "(not readable: " + e.getMessage() + ")";
        }
    }
}
