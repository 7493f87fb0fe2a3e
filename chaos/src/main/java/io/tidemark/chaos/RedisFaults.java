package io.tidemark.chaos;

import io.tidemark.chaos.stage.Topology;
import java.util.List;

/** What can happen to Redis. */
final class RedisFaults {

    static final List<Fault> ALL = List.of(
            new Fault(
                    "kill-redis",
                    "kill -9 of Redis, started again with its append-only file",
                    Topology.processors(1),
                    RedisFaults::kill),
            new Fault("flush-all", "FLUSHALL: every key is gone", Topology.processors(1), RedisFaults::flushAll),
            new Fault(
                    "script-flush",
                    "SCRIPT FLUSH: Redis has forgotten the scripts",
                    Topology.processors(1),
                    RedisFaults::flushScripts));

    private RedisFaults() {}

    private static void kill(Moments moments) throws Exception {
        moments.stage().redis().kill();
        moments.injected("kill -9 of Redis");
        moments.hold(2);
        moments.stage().redis().start();
        moments.healed("Redis is back");
    }

    private static void flushAll(Moments moments) {
        moments.stage().redis().commands().flushall();
        moments.injected("FLUSHALL");
    }

    private static void flushScripts(Moments moments) {
        moments.stage().redis().commands().scriptFlush();
        moments.injected("SCRIPT FLUSH");
    }
}
