package io.tidemark.cli.replay;

import io.tidemark.cli.terminal.Console;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One run over a file: reads, moves, sends, tells. Used by one thread. */
final class Replay {

    private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double NANOS_PER_SECOND = TELL_EVERY_NANOS;
    private static final int MALFORMED_TOLD = 5;

    private final Outlet outlet;
    private final Pace pace;
    private final Console console;
    private final Tally tally;
    private final long start = System.nanoTime();
    private long nextTell = start + TELL_EVERY_NANOS;
    private long malformed;

    Replay(Outlet outlet, Tally tally, Pace pace, Console console) {
        this.outlet = outlet;
        this.tally = tally;
        this.pace = pace;
        this.console = console;
    }

    /** Sends every line and returns when each one's fate is known. */
    void run(EventFile file, TimeShift shift) {
        for (byte[] line = file.next(); line != null && !tally.isUnreachable(); line = file.next()) {
            JsonLine read = JsonLine.read(line);
            if (!read.wellFormed()) {
                tellMalformed(file.lineNumber());
            }
            awaitTurn();
            tally.countSent();
            outlet.send(read, shift.apply(line, read));
            tellProgress();
        }
        outlet.flush();
    }

    double seconds() {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    private void awaitTurn() {
        for (long early = early(); early > 0; early = early()) {
            LockSupport.parkNanos(Math.min(early, nextTell - System.nanoTime()));
            tellProgress();
        }
    }

    private long early() {
        return pace.earlyBy(tally.sent(), System.nanoTime() - start);
    }

    private void tellProgress() {
        long now = System.nanoTime();
        if (now < nextTell) {
            return;
        }
        nextTell = now + TELL_EVERY_NANOS;
        console.err()
                .println(String.format(
                        Locale.ROOT,
                        "%,d sent, %,d acknowledged, %,.0f/s",
                        tally.sent(),
                        tally.acknowledged(),
                        tally.acknowledged() / seconds()));
    }

    private void tellMalformed(long line) {
        malformed++;
        if (malformed <= MALFORMED_TOLD) {
            console.err().println("line " + line + " is no JSON object");
        } else if (malformed == MALFORMED_TOLD + 1) {
            console.err().println("more lines are no JSON objects");
        }
    }
}
