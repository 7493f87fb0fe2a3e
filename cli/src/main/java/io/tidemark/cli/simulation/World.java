package io.tidemark.cli.simulation;

import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.TopicLedger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Everything there is in a schedule, and what can happen to it. Confined to one thread. */
final class World {

    private static final int MAX_DEPTH = 2;
    private static final int MAX_ROUNDS = 100;
    private static final long ROUND_MS = 2_000;

    /** A hundred times what a schedule needs. */
    private static final int MAX_CALLS = 20_000;

    private final Chance chance;
    private final Story story;
    private final Tally tally = new Tally();
    private final SimulatedLog log;
    private final SimulatedStore store = new SimulatedStore(this);
    private final SimulatedStarts starts = new SimulatedStarts();
    private final SimulatedDeadLetters deadLetters;
    private final List<SimulatedProcessor> processors = new ArrayList<>();
    private final int[] owners;
    private final List<Runnable> elsewhere = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private long now;
    private int calls;
    private int interleaved;
    private boolean lookingUp;
    private boolean calm;

    /** A processor ends in the middle of what it does. */
    static final class Crash extends Error {

        private static final long serialVersionUID = 1L;

        Crash() {
            super("crash", null, false, false);
        }
    }

    /** Something is tried again and again. */
    static final class Endless extends Error {

        private static final long serialVersionUID = 1L;

        Endless() {
            super("endless", null, false, false);
        }
    }

    World(long seed, Story story) {
        this.chance = new Chance(seed);
        this.story = story;
        int partitions = 1 + chance.below(3);
        this.log = new SimulatedLog(this, partitions);
        this.deadLetters = new SimulatedDeadLetters(this, partitions);
        this.owners = new int[partitions];
        int count = 1 + chance.below(3);
        for (int i = 0; i < count; i++) {
            processors.add(new SimulatedProcessor(this, "p" + i));
        }
        deal(0);
    }

    Chance chance() {
        return chance;
    }

    Story story() {
        return story;
    }

    Tally tally() {
        return tally;
    }

    SimulatedLog log() {
        return log;
    }

    SimulatedStore store() {
        return store;
    }

    SimulatedStarts starts() {
        return starts;
    }

    SimulatedDeadLetters deadLetters() {
        return deadLetters;
    }

    /** Milliseconds since the world began. */
    long now() {
        return now;
    }

    /** Whether all faults have ended. */
    boolean isCalm() {
        return calm;
    }

    void fail(String what) {
        story.tell(() -> "FAILED: " + what);
        failures.add(what);
    }

    List<String> failures() {
        return failures;
    }

    /** Runs on another thread, sometime. */
    void later(Runnable task) {
        elsewhere.add(task);
    }

    List<TopicPartition> grantedTo(SimulatedProcessor processor) {
        return log.partitions().stream()
                .filter(partition -> processors.get(owners[partition.partition()]) == processor)
                .toList();
    }

    /** Whoever waits for an answer lets others do something meanwhile. */
    void meanwhile() {
        if (++calls > MAX_CALLS) {
            throw new Endless();
        }
        if (!calm && interleaved < MAX_DEPTH && chance.percent(12)) {
            interleaved++;
            story.indent();
            for (int i = 1 + chance.below(3); i > 0; i--) {
                take(Step.Kind.any(chance));
            }
            story.outdent();
            interleaved--;
        }
    }

    /** Ends the processor that is having its turn; what runs on another thread goes on. */
    void crashHere() {
        if (!lookingUp) {
            throw new Crash();
        }
    }

    void take(Step step) {
        chance.reseed(step.seed());
        now += chance.percent(80) ? chance.below(50) : chance.below(1_500);
        take(step.kind());
    }

    private void take(Step.Kind kind) {
        switch (kind) {
            case TURNS -> turns(chance.oneOf(processors));
            case LOOK_UP -> lookUp();
            case APPEND -> log.append();
            case REBALANCE -> deal(chance.below(processors.size()));
            case CRASH -> crash(chance.oneOf(processors));
            case START -> chance.oneOf(processors).start(true);
            case ACTIVATE -> store.activate(Material.catalog(chance));
            case STORE_AWAY -> store.setAway(true);
            case STORE_BACK -> store.setAway(false);
            case COPY -> store.copy();
            case FAIL_OVER -> store.failOver();
            case RESTORE -> store.restore();
            case EMPTY -> store.empty();
            case RESET -> store.reset();
            case ARRIVE -> store.letOneArrive();
            case ACKNOWLEDGE -> deadLetters.answerOne();
            case KAFKA_AWAY -> log.setAway(true);
            case KAFKA_BACK -> log.setAway(false);
            case ZOOKEEPER_AWAY -> starts.setAway(true);
            case ZOOKEEPER_BACK -> starts.setAway(false);
            case RETAIN -> log.retain();
            case WAIT -> now += chance.below(20_000);
        }
    }

    private void turns(SimulatedProcessor processor) {
        for (int i = 1 + chance.below(5); i > 0; i--) {
            turn(processor);
            if (chance.percent(70)) {
                lookUp();
            }
            now += chance.below(300);
        }
    }

    private void turn(SimulatedProcessor processor) {
        if (!processor.isBusy()) {
            boolean before = lookingUp;
            lookingUp = false;
            processor.turn();
            lookingUp = before;
        }
    }

    private void lookUp() {
        if (!elsewhere.isEmpty()) {
            Runnable task = elsewhere.remove(chance.below(elsewhere.size()));
            tally.lookUps++;
            story.tell(() -> "a look-up");
            boolean before = lookingUp;
            lookingUp = true;
            story.indent();
            task.run();
            story.outdent();
            lookingUp = before;
        }
    }

    private static void crash(SimulatedProcessor processor) {
        if (!processor.isBusy()) {
            processor.crash();
        }
    }

    /** The group gives each partition to one of its members, dead ones that nobody misses yet among them. */
    private void deal(int first) {
        tally.rebalances++;
        for (int i = 0; i < owners.length; i++) {
            owners[i] = calm ? (first + i) % processors.size() : chance.below(processors.size());
        }
        processors.forEach(SimulatedProcessor::rebalanced);
        story.tell(() -> "rebalance: owners " + Arrays.toString(owners));
    }

    /** Every processor has its partitions before the first fault. */
    void begin() {
        calm = true;
        for (int i = 0; i < 4; i++) {
            goRound();
        }
        calm = false;
        story.tell(() -> "faults begin");
    }

    /** All faults end, and everything is folded. */
    void settle() {
        story.tell(() -> "all faults end");
        calm = true;
        store.setAway(false);
        log.setAway(false);
        starts.setAway(false);
        store.letAllArrive();
        deadLetters.answerAll();
        processors.forEach(processor -> processor.start(false));
        deal(0);
        int rested = 0;
        for (int round = 0; round < MAX_ROUNDS && rested < 2; round++) {
            goRound();
            rested = isAtRest() ? rested + 1 : 0;
        }
        if (rested == 0) {
            fail("it does not come to rest: ledger " + ledger().positions() + ", " + processors);
        }
    }

    private void goRound() {
        now += ROUND_MS;
        for (SimulatedProcessor processor : processors) {
            turn(processor);
            turn(processor);
        }
        while (!elsewhere.isEmpty()) {
            lookUp();
        }
    }

    private boolean isAtRest() {
        TopicLedger ledger = ledger();
        for (TopicPartition partition : log.partitions()) {
            Position position = ledger.positions().get(partition.partition());
            if (position == null || position.offset() != log.end(partition.partition())) {
                return false;
            }
        }
        return processors.stream().allMatch(SimulatedProcessor::isAtRest);
    }

    private TopicLedger ledger() {
        return store.state().ledger(SimulatedLog.TOPIC);
    }
}
