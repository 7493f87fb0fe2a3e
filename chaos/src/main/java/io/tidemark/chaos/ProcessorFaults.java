package io.tidemark.chaos;

import io.tidemark.chaos.stage.ServiceChild;
import io.tidemark.chaos.stage.Topology;
import io.tidemark.chaos.stage.Topology.Redis;
import java.util.List;
import java.util.Set;

/** What can happen to processors. */
final class ProcessorFaults {

    static final List<Fault> ALL = List.of(
            new Fault(
                    "kill-processor",
                    "kill -9 of the only processor, which is started again at once",
                    Topology.processors(1),
                    ProcessorFaults::kill),
            new Fault(
                    "zombie-processor",
                    "one of two processors sleeps (SIGSTOP) until the other has its partitions, then wakes up",
                    Topology.processors(2),
                    ProcessorFaults::zombie),
            new Fault(
                    "lost-reply",
                    "what Redis answers is lost or comes late after it has applied the batches",
                    Topology.with(Redis.PROXIED),
                    ProcessorFaults::loseReply),
            new Fault(
                    "kill-after-apply",
                    "kill -9 of a processor between the store's apply and the commit of its offsets",
                    Topology.with(Redis.PROXIED),
                    ProcessorFaults::killAfterApply),
            new Fault(
                    "rebalance-storm",
                    "three processors are killed, stopped and started in turn",
                    Topology.processors(3),
                    ProcessorFaults::storm));

    /** In which the other folds what was the zombie's. */
    private static final int ZOMBIE_SECONDS = 2;

    private static final int STORM_TURNS = 4;

    private ProcessorFaults() {}

    private static void kill(Moments moments) throws Exception {
        ServiceChild processor = moments.stage().processors().get(0);
        moments.stage().killProcessor(processor);
        moments.injected("kill -9 of the processor");
        moments.stage().startProcessor();
    }

    private static void zombie(Moments moments) throws Exception {
        ServiceChild processor = moments.stage().processors().get(0);
        ServiceChild other = moments.stage().processors().get(1);
        moments.awaitStruck(
                "did both processors have partitions",
                () -> !processor.partitions().isEmpty() && !other.partitions().isEmpty());
        Set<String> partitions = processor.partitions();
        processor.jvm().pause();
        moments.injected("SIGSTOP of a processor");
        moments.awaitStruck(
                "did the other processor have " + partitions,
                () -> other.partitions().containsAll(partitions));
        moments.note("the other has its partitions");
        moments.hold(ZOMBIE_SECONDS);
        processor.jvm().resume();
        moments.healed("SIGCONT: the zombie wakes up");
    }

    private static void loseReply(Moments moments) throws Exception {
        for (int i = 0; i < 3; i++) {
            moments.stage().redis().proxy().holdAnswers();
            if (i == 0) {
                moments.injected("answers of Redis are held back");
            }
            moments.holdMillis(200 + moments.random().nextInt(2_000));
            boolean cut = moments.random().nextBoolean();
            if (i == 0) {
                moments.awaitStruck(
                        "was an answer held back",
                        () -> moments.stage().redis().proxy().isAnswerHeld());
            }
            if (cut || i == 0) {
                moments.stage().redis().proxy().cut();
            }
            moments.stage().redis().proxy().releaseAnswers();
            moments.healed("answers of Redis pass");
            moments.holdMillis(500);
        }
    }

    private static void killAfterApply(Moments moments) throws Exception {
        ServiceChild processor = moments.stage().processors().get(0);
        moments.stage().redis().proxy().holdAnswers();
        moments.awaitStruck(
                "was an answer held back", () -> moments.stage().redis().proxy().isAnswerHeld());
        moments.holdMillis(200); // batches on their way are applied, and nobody knows
        moments.stage().killProcessor(processor);
        moments.injected("kill -9 of the processor before it knows that its batches are applied");
        moments.stage().redis().proxy().cut();
        moments.stage().redis().proxy().releaseAnswers();
        long committed = moments.stage().committed();
        long applied = moments.stage().folded();
        if (committed >= applied) {
            throw new IllegalStateException("the kill came too late: " + committed + " of " + applied
                    + " offsets applied were committed; run it again");
        }
        moments.stage().startProcessor();
    }

    private static void storm(Moments moments) throws Exception {
        moments.injected("rebalance storm");
        for (int i = 0; i < STORM_TURNS; i++) {
            var processors = moments.stage().processors();
            ServiceChild one = processors.get(moments.random().nextInt(processors.size()));
            if (moments.random().nextBoolean()) {
                moments.stage().killProcessor(one);
            } else {
                moments.stage().stopProcessor(one);
            }
            ServiceChild next = moments.stage().startProcessor();
            if (i == STORM_TURNS - 1 || moments.random().nextBoolean()) {
                next.awaitReady();
            }
        }
        moments.healed("the storm is over");
    }
}
