package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is measured, in a JVM of its own, as it runs in production; ends with this JVM, even if that is killed. */
final class ChildJvm implements AutoCloseable {

    private static final long STOPPED_WITHIN_SECONDS = 10;
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
     * @param main    must end when its standard input does, as {@link EndWithParent} makes it
     */
    static ChildJvm start(String name, Path log, List<String> options, Class<?> main, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ChildJvm(name, child, log);
    }

    ProcessHandle handle() {
        return child.toHandle();
    }

    /** Waits for so long, and throws if it ends meanwhile. */
    void requireAlive(long millis) throws InterruptedException {
        if (child.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw failure("ended with exit code " + child.exitValue());
        }
    }

    /** Ends it as the power would, and returns when it is gone. */
    void kill() throws InterruptedException {
        child.destroyForcibly().waitFor();
    }

    /** An exception that says so and shows the end of its log. */
    IllegalStateException failure(String what) {
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

    private String logEnd() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException e) {
            return "(not readable: " + e.getMessage() + ")";
        }
    }
}
