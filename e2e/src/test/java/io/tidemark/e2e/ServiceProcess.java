package io.tidemark.e2e;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A packaged service in a JVM of its own. What it prints goes to a file under target/services. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final String module;
    private final Process process;
    private final int port;
    private final Path output;

    private ServiceProcess(String module, Process process, int port, Path output) {
        this.module = module;
        this.process = process;
        this.port = port;
        this.output = output;
    }

    /** Starts the executable jar of a module on a free port and waits until it is ready. */
    static ServiceProcess start(String module, List<String> settings) throws IOException {
        return start(module, freePort(), settings);
    }

    /** The same on a port that is given. */
    static ServiceProcess start(String module, int port, List<String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar(module).toString(),
                "--server.port=" + port));
        command.addAll(settings);
        Path folder = Files.createDirectories(Path.of("target", "services"));
        Path output = folder.resolve(module + "-" + port + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        ServiceProcess service = new ServiceProcess(module, process, port, output);
        try {
            await().atMost(START).pollInterval(Duration.ofMillis(200)).until(service::isReady);
        } catch (RuntimeException e) {
            service.kill();
            throw e;
        }
        return service;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Ends the process as the power would: it has no chance to tidy up. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends the process in good order, or forcibly if it takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    module + " ended with " + process.exitValue() + "; what it said is in " + output.toAbsolutePath());
        }
        return Http.status(url() + "/actuator/health/readiness") == Http.OK;
    }

    private void awaitEnd() {
        await().atMost(STOP).until(() -> !process.isAlive());
    }

    private static File jar(String module) throws IOException {
        Path target = Path.of("..", module, "target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "no *-exec.jar in " + target.toAbsolutePath() + ": package the module first"))
                    .toFile();
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
