package io.tidemark.e2e;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** {@code ./tidemark up} as a process: the whole stack in one JVM, on ports that are moved to where all are free. */
final class StackProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final List<Integer> PORTS = List.of(2181, 6379, 8080, 8081, 8082, 9092, 9093, 20880, 50051);
    private static final int REDIS = 6379;
    private static final int API = 8080;

    private final Process process;

    private StackProcess(Process process) {
        this.process = process;
    }

    /** Starts the packaged stack on the data in a folder and waits until it says that it is up. */
    static StackProcess start(Path data, int portOffset, String... more) throws IOException {
        Path cli = Path.of("..", "cli", "target");
        Path output = data.resolveSibling("up.log");
        Files.deleteIfExists(output);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                cli.resolve("cli.jar") + File.pathSeparator + cli.resolve("lib") + File.separator + "*",
                "io.tidemark.cli.Tidemark",
                "up",
                "--data",
                data.toString(),
                "--port-offset",
                Integer.toString(portOffset)));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        StackProcess stack = new StackProcess(process);
        try {
            await().atMost(START).pollInterval(Duration.ofMillis(100)).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("up ended: " + Files.readString(output));
                }
                return Files.readString(output).contains("Tidemark is up");
            });
        } catch (RuntimeException e) {
            stack.kill();
            throw e;
        }
        return stack;
    }

    static int freePortOffset() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(10_000, 14_000))
                .limit(100)
                .filter(offset -> PORTS.stream().allMatch(port -> isFree(port + offset)))
                .findFirst()
                .orElseThrow();
    }

    static int redisPort(int portOffset) {
        return REDIS + portOffset;
    }

    /** Of the page and the metrics API. */
    static String url(int portOffset) {
        return "http://127.0.0.1:" + (API + portOffset);
    }

    /** As the power would. */
    void kill() {
        process.destroyForcibly();
        await().atMost(STOP).until(() -> !process.isAlive());
    }

    @Override
    public void close() {
        process.destroy();
        await().atMost(STOP).until(() -> !process.isAlive());
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
