package io.tidemark.chaos;

import io.tidemark.chaos.load.Load;
import io.tidemark.chaos.stage.LedgerWatch;
import io.tidemark.chaos.stage.Stage;
import io.tidemark.cli.ledger.LedgerCommand;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One try of a fault: on what it is tried, and when what happened. Confined to one thread. */
final class Moments {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration STRIKES_WITHIN = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;

    private final Stage stage;
    private final Load load;
    private final SplittableRandom random;
    private final Clock clock;
    private final LedgerWatch ledger;
    private final Consumer<String> progress;
    private final Runnable onInjected;
    private final List<String> differences = new ArrayList<>();
    private long injected;
    private long healed;

    Moments(
            Stage stage,
            Load load,
            LedgerWatch ledger,
            long seed,
            Clock clock,
            Consumer<String> progress,
            Runnable onInjected) {
        this.stage = stage;
        this.load = load;
        this.ledger = ledger;
        this.clock = clock;
        this.random = new SplittableRandom(seed);
        this.progress = progress;
        this.onInjected = onInjected;
    }

    Stage stage() {
        return stage;
    }

    Load load() {
        return load;
    }

    /** The time of a clock that is right. */
    Instant now() {
        return clock.instant();
    }

    /** Returns when it is so, and throws if it does not come about: then the fault does not strike. */
    void awaitStruck(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + STRIKES_WITHIN.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "the fault did not strike: not within " + STRIKES_WITHIN.toSeconds() + " s " + what);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Decides what may be so or so, by the seed. */
    SplittableRandom random() {
        return random;
    }

    /** The fault is there now; until it is healed, recovery counts from here. */
    void injected(String what) {
        injected = System.nanoTime();
        healed = injected;
        progress.accept(what);
        onInjected.run();
    }

    /** Its cause is gone now: recovery counts from here. */
    void healed(String what) {
        healed = System.nanoTime();
        progress.accept(what);
    }

    /** Something else to be told. */
    void note(String what) {
        progress.accept(what);
    }

    /** The try found what must not be. */
    void differs(String what) {
        differences.add(what);
    }

    List<String> differences() {
        return differences;
    }

    long injectedNanos() {
        return injected;
    }

    long healedNanos() {
        return healed;
    }

    /** Ends the load, and returns when everything is sent and folded. */
    void awaitFolded() throws InterruptedException, TimeoutException {
        load.finish();
        await(load::isDone, load::made, () -> load.percent() + " % are sent");
        long done = System.nanoTime();
        await(() -> ledger.isAtEndSince(done), ledger::folded, ledger::state);
    }

    /** Returns when so much is sent. */
    void awaitSent(int percent) throws InterruptedException, TimeoutException {
        await(() -> load.percent() >= percent, load::made, () -> load.percent() + " % are sent");
    }

    /** Returns when some of it is folded. */
    void awaitFolding() throws InterruptedException, TimeoutException {
        await(() -> ledger.folded() > 0, ledger::folded, ledger::state);
    }

    /** Gives up when nothing came of it for too long: {@code done} did not grow. */
    private void await(BooleanSupplier condition, LongSupplier done, Supplier<String> state)
            throws InterruptedException, TimeoutException {
        long most = done.getAsLong();
        long grown = System.nanoTime();
        while (!condition.getAsBoolean()) {
            load.requireGood();
            long now = System.nanoTime();
            if (done.getAsLong() > most) {
                most = done.getAsLong();
                grown = now;
            }
            if (now - grown > PATIENCE.toNanos()) {
                throw new TimeoutException("for " + PATIENCE.toSeconds() + " s " + state.get());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Audits the stage as it is. */
    StageAudit audit(String... more) {
        return StageAudit.of(stage, clock, more);
    }

    /** Has the log folded anew from its beginning, by the command for it. */
    void resetLedger() {
        CommandOutput output = CommandOutput.of(
                stage,
                console -> LedgerCommand.commandLine(console, clock),
                List.of("reset", Stage.TOPIC, "--to", "earliest", "--yes"));
        if (output.exit() != 0) {
            throw new IllegalStateException("ledger reset failed: " + output.err());
        }
    }

    void hold(long seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
    }

    void holdMillis(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }
}
