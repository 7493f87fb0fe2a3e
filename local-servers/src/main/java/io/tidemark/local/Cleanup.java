package io.tidemark.local;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What must not outlive a command, closed once, the last first, if so wished also when the JVM is ended by Ctrl-C. Thread-safe. */
public final class Cleanup implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile boolean closed;

    private Cleanup() {}

    /** Empty, and closed by hand only. */
    public static Cleanup byHand() {
        return new Cleanup();
    }

    /** Empty. */
    public static Cleanup alsoAtExit() {
        Cleanup cleanup = new Cleanup();
        Runtime.getRuntime().addShutdownHook(new Thread(cleanup::close, "cleanup"));
        return cleanup;
    }

    /** Opens something and closes it in the end. An end that comes meanwhile waits, so that nothing is left half open. */
    public synchronized <T extends AutoCloseable> T open(Opening<T> opening) throws IOException {
        if (closed) {
            throw new IllegalStateException("it was ended");
        }
        T resource = opening.open();
        open.push(resource);
        return resource;
    }

    /**
     * How something comes to be open.
     *
     * @param <T> what it is
     */
    public interface Opening<T> {
        /** Opens it. */
        T open() throws IOException;
    }

    /** Whether the end has come, or has begun. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true; // before the lock, so that nothing more is opened
        closeAll();
    }

    private synchronized void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("Not cleaned up: " + e.getMessage());
            }
        }
    }
}
