package io.tidemark.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The child itself: a small shell that watches over Redis, and Redis below it. */
final class RedisChild {

    // Loading a large append-only file takes its time; a Redis that cannot start ends at once instead.
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 5;

    private final Process shell;
    private final ProcessHandle redis;

    private RedisChild(Process shell, ProcessHandle redis) {
        this.shell = shell;
        this.redis = redis;
    }

    static Path pidFile(Path dataDir) {
        return dataDir.resolve("redis.pid");
    }

    /**
     * Starts it and waits until it serves.
     *
     * @param file its configuration; none for null
     * @param options what it is told besides, without the place where it works
     */
    static RedisChild start(Path dataDir, int port, @Nullable Path file, List<String> options) {
        Path output = dataDir.resolve("redis.log");
        Process shell = null;
        try {
            shell = new ProcessBuilder(command(dataDir, port, file, options))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new RedisChild(shell, awaitReady(shell, port, output));
        } catch (IOException e) {
            stop(shell);
            throw new LocalServerException("Redis could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            stop(shell);
            Thread.currentThread().interrupt();
            throw new LocalServerException("The start of Redis was interrupted.", e);
        } catch (RuntimeException e) {
            stop(shell);
            throw e;
        }
    }

    long pid() {
        return redis.pid();
    }

    void stop() {
        stop(shell);
        // Only if somebody killed the shell: what Redis answered is in its file or in the system's cache by now.
        redis.destroyForcibly();
    }

    void kill() {
        redis.destroyForcibly();
        redis.onExit().join();
        stop(shell);
    }

    private static List<String> command(Path dataDir, int port, @Nullable Path file, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(OwnSession.prefix());
        command.addAll(List.of("sh", "-c", script(), "run-redis"));
        command.add(RedisBinary.find(dataDir.resolve("bin")).toString());
        if (file != null) {
            command.add(file.toString());
        }
        command.addAll(List.of("--bind", Ports.LOOPBACK, "--port", Integer.toString(port)));
        command.addAll(List.of("--dir", dataDir.toString()));
        command.addAll(List.of("--pidfile", pidFile(dataDir).toString()));
        // Keeps these arguments visible, by which an orphan is known to be ours.
        command.addAll(List.of("--set-proc-title", "no"));
        command.addAll(options);
        return command;
    }

    private static String script() throws IOException {
        try (InputStream in = RedisChild.class.getResourceAsStream("run-redis.sh")) {
            if (in == null) {
                throw new IOException("run-redis.sh is missing on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ProcessHandle awaitReady(Process shell, int port, Path output)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (System.nanoTime() < end) {
            long pid = RedisInfo.readyProcess(port);
            // An answer alone is not enough: another Redis may hold the port.
            var ours = shell.descendants().filter(p -> p.pid() == pid).findAny();
            if (ours.isPresent()) {
                return ours.get();
            }
            if (shell.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw ended(port, output.getParent(), Files.readString(output));
            }
        }
        throw new LocalServerException(
                "Redis was not ready within " + READY_WITHIN.toSeconds() + " s; see " + output + ".", null);
    }

    private static LocalServerException ended(int port, @Nullable Path dataDir, String output) {
        if (output.contains("Address already in use")) {
            return new PortTakenException("Redis", port, null);
        }
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        String last =
                lines.isEmpty() ? "no output" : lines.get(lines.size() - 1).strip();
        return new LocalServerException("Redis ended at its start in " + dataDir + ": " + last, null);
    }

    private static void stop(@Nullable Process shell) {
        if (shell == null) {
            return;
        }
        List<ProcessHandle> family = shell.descendants().toList();
        boolean interrupted = Thread.interrupted();
        try {
            shell.getOutputStream().close();
            if (shell.waitFor(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (IOException e) {
            // The pipe is gone because the shell is: what may be left is killed below.
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            family.forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
