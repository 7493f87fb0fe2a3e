package io.tidemark.benchmarks;

import java.util.ArrayDeque;
import java.util.Deque;

/** What must not outlive a benchmark, closed once, the last first, also when the JVM is ended by Ctrl-C. Thread-safe. */
final class Cleanup implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile boolean closed;

    private Cleanup() {}

    static Cleanup alsoAtExit() {
        Cleanup cleanup = new Cleanup();
        Runtime.getRuntime().addShutdownHook(new Thread(cleanup::close, "benchmark-cleanup"));
        return cleanup;
    }

    /** Closes it in the end; what comes after the end is closed at once. */
    synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        if (closed) {
            close();
            throw new IllegalStateException("the benchmark was ended");
        }
        return resource;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("Not cleaned up: " + e.getMessage());
            }
        }
    }
}
