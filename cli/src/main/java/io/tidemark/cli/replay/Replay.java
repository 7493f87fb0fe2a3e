package io.tidemark.cli.replay;

import io.tidemark.cli.terminal.Console;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** One run over a file: reads, moves, sends, tells. Used by one thread. */
final class Replay {

    private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double NANOS_PER_SECOND = TELL_EVERY_NANOS;
    private static final int MALFORMED_TOLD = 5;

    private final Producer<@Nullable String, byte[]> producer;
    private final String topic;
    private final Pace pace;
    private final Console console;
    private final Tally tally = new Tally();
    private final long start = System.nanoTime();
    private long nextTell = start + TELL_EVERY_NANOS;
    private long malformed;

    Replay(Producer<@Nullable String, byte[]> producer, String topic, Pace pace, Console console) {
        this.producer = producer;
        this.topic = topic;
        this.pace = pace;
        this.console = console;
    }

    /** Sends every line and returns when each one's fate is known. */
    Tally run(EventFile file, TimeShift shift) {
        for (byte[] line = file.next(); line != null && !tally.isUnreachable(); line = file.next()) {
            JsonLine read = JsonLine.read(line);
            if (!read.wellFormed()) {
                tellMalformed(file.lineNumber());
            }
            awaitTurn();
            tally.countSent();
            // The tally is told of its fate.
            var unused = producer.send(new ProducerRecord<>(topic, read.key(), shift.apply(line, read)), tally);
            tellProgress();
        }
        producer.flush();
        return tally;
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
            console.err().println("line " + line + " is no JSON object; sent as it is, without a key");
        } else if (malformed == MALFORMED_TOLD + 1) {
            console.err().println("more lines are no JSON objects; they are sent all the same");
        }
    }
}
