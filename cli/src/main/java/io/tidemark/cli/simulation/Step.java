package io.tidemark.cli.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that happens. What exactly, and to whom, its seed decides when it happens.
 */
record Step(Kind kind, long seed) {

    /** What may happen, and how often among a hundred or so. */
    enum Kind {
        /** A processor goes around its loop some times. */
        TURNS(50),
        /** What was started on another thread is done. */
        LOOK_UP(10),
        APPEND(16),
        REBALANCE(3),
        CRASH(2),
        START(3),
        /** Somebody changes the catalog. */
        ACTIVATE(3),
        STORE_AWAY(1),
        STORE_BACK(5),
        /** The replica, or a backup, stays at what the store holds now. */
        COPY(4),
        FAIL_OVER(2),
        RESTORE(1),
        EMPTY(1),
        /** Somebody has the log folded anew, from other offsets. */
        RESET(1),
        /** A batch that was given up arrives at the store. */
        ARRIVE(3),
        /** Kafka acknowledges a dead letter, or refuses it. */
        ACKNOWLEDGE(3),
        KAFKA_AWAY(1),
        KAFKA_BACK(5),
        ZOOKEEPER_AWAY(1),
        ZOOKEEPER_BACK(5),
        /** Retention takes the oldest records. */
        RETAIN(5),
        /** Nothing happens for long, or a wall clock is set. */
        WAIT(4);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        private static final Kind[] BY_WEIGHT = byWeight();

        static Kind any(Chance chance) {
            return BY_WEIGHT[chance.below(BY_WEIGHT.length)];
        }

        private static Kind[] byWeight() {
            List<Kind> all = new ArrayList<>();
            for (Kind kind : values()) {
                for (int i = 0; i < kind.weight; i++) {
                    all.add(kind);
                }
            }
            return all.toArray(Kind[]::new);
        }
    }
}
