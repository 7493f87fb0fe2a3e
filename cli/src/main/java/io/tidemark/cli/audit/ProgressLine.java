package io.tidemark.cli.audit;

import java.io.PrintStream;
import java.time.Clock;

/** Tells about once a second how far the fold is. Not thread-safe. */
final class ProgressLine {

    private static final long EVERY_MILLIS = 1_000;

    private final PrintStream out;
    private final String command;
    private final Clock clock;
    private final long total;
    private long done;
    private long told;

    ProgressLine(PrintStream out, String command, Clock clock, long total) {
        this.out = out;
        this.command = command;
        this.clock = clock;
        this.total = total;
        this.told = clock.millis();
    }

    void add(long records) {
        done += records;
        long now = clock.millis();
        if (now - told >= EVERY_MILLIS) {
            told = now;
            out.println(command + ": " + done + " of " + total + " offsets folded");
        }
    }
}
