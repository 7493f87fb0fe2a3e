package io.tidemark.benchmarks;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says on the terminal how far the work is, once a second. Not thread-safe. */
final class Progress {

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PrintStream out;
    private long lastNanos;
    private long lastDone;

    Progress(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
    }

    /** The rate is counted from here. */
    void begin(long done) {
        lastNanos = System.nanoTime();
        lastDone = done;
    }

    void at(String work, long done, long total) {
        long now = System.nanoTime();
        if (now - lastNanos < EVERY_NANOS) {
            return;
        }
        long rate = Math.round((done - lastDone) * 1e9 / (now - lastNanos));
        say(String.format(Locale.ROOT, "%s: %,d of %,d events, %,d events/s", work, done, total, rate));
        lastNanos = now;
        lastDone = done;
    }
}
