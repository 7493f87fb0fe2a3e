package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processor in a JVM of its own, as it runs in production; ends with this JVM, even if that is killed. */
final class ProcessorChild implements AutoCloseable {

    private static final long STOPPED_WITHIN_SECONDS = 10;
    private static final int SHOWN_LINES = 20;

    private final Process child;
    private final Path log;

    private ProcessorChild(Process child, Path log) {
        this.child = child;
        this.log = log;
    }

    static ProcessorChild start(Servers servers) throws IOException {
        Path log = servers.folder().resolve("processor.log");
        Process child = new ProcessBuilder(command(servers))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ProcessorChild(child, log);
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

    /** An exception that says so and shows the end of its log. */
    IllegalStateException failure(String what) {
        return new IllegalStateException("the processor " + what + ". The end of its log:\n" + logEnd());
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

    private static List<String> command(Servers servers) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                // G1 drains a fifth fewer events a second: the medians of three interleaved runs are in
                // docs/benchmarks.md.
                "-XX:+Use" + System.getProperty("collector", "Parallel") + "GC",
                "-cp",
                System.getProperty("java.class.path"),
                BenchmarkedProcessor.class.getName(),
                "--server.port=0",
                "--spring.config.additional-location=classpath:/io/tidemark/benchmarks/drain-mixed.yml",
                "--spring.kafka.bootstrap-servers=" + servers.kafka().bootstrapServers(),
                "--spring.data.redis.host=" + servers.redis().host(),
                "--spring.data.redis.port=" + servers.redis().port(),
                "--tidemark.zookeeper.connect-string=" + servers.zooKeeper().connectString());
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
