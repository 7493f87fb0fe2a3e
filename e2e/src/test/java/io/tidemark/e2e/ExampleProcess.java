package io.tidemark.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A packaged example in a JVM of its own. What it prints goes to a file under target/services. */
final class ExampleProcess implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(20);

    private final Process process;
    private final Path output;

    private ExampleProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static ExampleProcess start(String name, String... arguments) throws IOException {
        Path jar = Path.of("..", "examples", name, "target", name + ".jar");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createDirectories(Path.of("target", "services")).resolve(name + ".log");
        return new ExampleProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed up to now. */
    List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    /** Waits for its own end. */
    int exit(Duration within) {
        await().atMost(within).until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        await().atMost(STOP).until(() -> !process.isAlive());
    }
}
