package io.tidemark.chaos;

import io.tidemark.chaos.stage.Topology;
import java.util.List;

/** What can happen to the broker, to ZooKeeper, and in the log itself. */
final class KafkaFaults {

    static final List<Fault> ALL = List.of(
            new Fault(
                    "kill-broker",
                    "kill -9 of the only broker, started again",
                    Topology.processors(1),
                    KafkaFaults::kill),
            new Fault(
                    "pause-broker",
                    "the only broker sleeps for 8 s (SIGSTOP, SIGCONT)",
                    Topology.processors(1),
                    KafkaFaults::pause),
            new Fault(
                    "zookeeper-down",
                    "ZooKeeper is away for 6 s, while Redis forgets its scripts",
                    Topology.processors(1),
                    KafkaFaults::stopZooKeeper),
            new Fault(
                    "poison",
                    "a corpus of records that are no events, in all partitions",
                    Topology.processors(1),
                    KafkaFaults::poison));

    private static final int POISON_TIMES = 200;

    private KafkaFaults() {}

    private static void kill(Moments moments) throws Exception {
        moments.stage().broker().kill();
        moments.injected("kill -9 of the broker");
        moments.hold(2);
        moments.stage().startBroker();
        moments.healed("the broker is started");
    }

    private static void pause(Moments moments) throws Exception {
        moments.stage().broker().pause();
        moments.injected("SIGSTOP of the broker");
        moments.hold(8);
        moments.stage().broker().resume();
        moments.healed("SIGCONT of the broker");
    }

    private static void stopZooKeeper(Moments moments) throws Exception {
        moments.stage().stopZooKeeper();
        moments.injected("ZooKeeper is stopped");
        moments.hold(3);
        moments.stage().redis().commands().scriptFlush();
        moments.hold(3);
        moments.stage().startZooKeeper();
        moments.healed("ZooKeeper is back");
    }

    private static void poison(Moments moments) {
        moments.load().poison(POISON_TIMES);
        moments.injected("poison");
    }
}
