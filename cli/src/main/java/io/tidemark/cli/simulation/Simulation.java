package io.tidemark.cli.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Many schedules, on all processors of the machine, until one goes wrong. */
public final class Simulation {

    private static final long TELL_EVERY_MS = 5_000;

    private final long first;
    private final long count;
    private final AtomicLong next;
    private final AtomicLong finished = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong(Long.MAX_VALUE);
    private final Tally tally = new Tally();

    /** The schedules of {@code count} seeds, from this one on. */
    Simulation(long first, long count) {
        this.first = first;
        this.count = count;
        this.next = new AtomicLong(first);
    }

    /**
     * Plays them.
     *
     * @param progress told from time to time how many have been played
     * @return the first seed whose schedule went wrong
     * @throws IllegalStateException if none went wrong, but not all of them have been played
     */
    OptionalLong play(LongConsumer progress) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(this::playSome, "schedules-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            for (thread.join(TELL_EVERY_MS); thread.isAlive(); thread.join(TELL_EVERY_MS)) {
                progress.accept(finished.get());
            }
        }
        if (wrong.get() != Long.MAX_VALUE) {
            return OptionalLong.of(wrong.get());
        }
        if (finished.get() != count) {
            throw new IllegalStateException("only " + finished + " of " + count + " schedules were played");
        }
        return OptionalLong.empty();
    }

    /** What happened in all of them. */
    Tally tally() {
        return tally;
    }

    private void playSome() {
        Tally mine = new Tally();
        for (long seed = next.getAndIncrement();
                seed < Math.min(first + count, wrong.get());
                seed = next.getAndIncrement()) {
            long current = seed;
            try {
                Schedule.Outcome outcome = Schedule.of(seed).play(false);
                mine.add(outcome.tally());
                if (!outcome.isRight()) {
                    wrong.accumulateAndGet(current, Math::min);
                }
            } catch (Throwable e) { // Whatever it is, the schedule was not right.
                wrong.accumulateAndGet(current, Math::min);
            }
            finished.incrementAndGet();
        }
        synchronized (tally) {
            tally.add(mine);
        }
    }
}
