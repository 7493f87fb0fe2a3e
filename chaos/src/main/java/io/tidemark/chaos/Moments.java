package io.tidemark.chaos;

import io.tidemark.chaos.load.Load;
import io.tidemark.chaos.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One try of a fault: on what it is tried, and when what happened. Confined to one thread. */
final class Moments {

    private final Stage stage;
    private final Load load;
    private final SplittableRandom random;
    private final Consumer<String> progress;
    private final Runnable onInjected;
    private final List<String> differences = new ArrayList<>();
    private long injected;
    private long healed;

    Moments(Stage stage, Load load, long seed, Consumer<String> progress, Runnable onInjected) {
        this.stage = stage;
        this.load = load;
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

    void hold(long seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
    }

    void holdMillis(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }
}
