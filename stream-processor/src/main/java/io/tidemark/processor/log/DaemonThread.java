package io.tidemark.processor.log;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep the JVM running. */
final class DaemonThread {

    private DaemonThread() {}

    static ThreadFactory named(String name) {
        return runnable -> {
            Thread thread = new Thread(runnable, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
