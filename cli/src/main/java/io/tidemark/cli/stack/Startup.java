package io.tidemark.cli.stack;

import io.tidemark.cli.terminal.CommandFailedException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Starts parts, those of one call side by side, and tells each one's time. Closing it stops all that runs, the last
 * ones first. Thread-safe.
 */
final class Startup implements AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final PrintStream progress;
    private boolean closed;

    Startup(PrintStream progress) {
        this.progress = progress;
    }

    /** Starts all of them. If one fails, the others are awaited, and the first failure is thrown: close then. */
    void start(List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        List<Future<?>> starts = new ArrayList<>();
        for (Part part : parts) {
            starts.add(threads.submit(() -> start(part)));
        }
        threads.shutdown();
        awaitAll(starts);
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                progress.println("  not stopped cleanly: " + e);
            }
        }
    }

    private @Nullable Void start(Part part) throws Exception {
        long from = System.nanoTime();
        AutoCloseable started = part.starter().call();
        keep(started);
        double seconds = (System.nanoTime() - from) / NANOS_PER_SECOND;
        progress.println(String.format(Locale.ROOT, "  %-18s %-24s %4.1f s", part.name(), part.address(), seconds));
        return null;
    }

    private void keep(AutoCloseable started) throws Exception {
        synchronized (this) {
            if (!closed) {
                running.push(started);
                return;
            }
        }
        started.close();
        throw new CommandFailedException("Stopped in the middle of the start.");
    }

    private static void awaitAll(List<Future<?>> starts) {
        Throwable first = null;
        for (Future<?> start : starts) {
            try {
                start.get();
            } catch (ExecutionException e) {
                first = first == null ? e.getCause() : first;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailedException("The start was interrupted.", e);
            }
        }
        if (first instanceof RuntimeException failure) {
            throw failure;
        }
        if (first != null) {
            throw new CommandFailedException("The start failed: " + first, first);
        }
    }
}
