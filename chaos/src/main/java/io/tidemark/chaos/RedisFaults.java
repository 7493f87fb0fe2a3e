package io.tidemark.chaos;

import io.lettuce.core.ScriptOutputType;
import io.tidemark.chaos.stage.SmallDisk;
import io.tidemark.chaos.stage.Topology;
import io.tidemark.chaos.stage.Topology.Redis;
import io.tidemark.local.LocalRedis;
import java.nio.file.Path;
import java.util.List;

/** What can happen to Redis. */
final class RedisFaults {

    static final List<Fault> ALL = List.of(
            new Fault(
                    "kill-redis",
                    "kill -9 of Redis, started again with its append-only file",
                    Topology.processors(1),
                    RedisFaults::kill),
            new Fault(
                    "failover-lost-tail",
                    "kill -9 of the primary after its replica was cut off for 2 s: Sentinel goes on without the tail",
                    Topology.with(Redis.REPLICATED),
                    RedisFaults::failOver),
            new Fault("flush-all", "FLUSHALL: every key is gone", Topology.processors(1), RedisFaults::flushAll),
            new Fault(
                    "script-flush",
                    "SCRIPT FLUSH: Redis has forgotten the scripts",
                    Topology.processors(1),
                    RedisFaults::flushScripts),
            new Fault(
                    "old-snapshot",
                    "Redis is restored from an RDB file of seconds ago",
                    Topology.processors(1),
                    RedisFaults::restore),
            new Fault(
                    "wrong-type",
                    "a metric's key holds a value of another type; the audit must name that metric alone",
                    Topology.processors(1),
                    RedisFaults::overwrite),
            new Fault(
                    "out-of-memory",
                    "maxmemory is reached, and raised after 3 s",
                    Topology.processors(1),
                    RedisFaults::limitMemory),
            new Fault(
                    "disk-full",
                    "the disk of the append-only file is full for 3 s; with half of the seeds Redis is killed then",
                    Topology.with(Redis.SMALL_DISK),
                    SmallDisk::hindrance,
                    RedisFaults::fillDisk));

    private static final String METRIC = "top_pages";
    private static final String KEY = "metrics:leaderboards:" + METRIC;

    private RedisFaults() {}

    private static void kill(Moments moments) throws Exception {
        moments.stage().redis().kill();
        moments.injected("kill -9 of Redis");
        moments.hold(2);
        moments.stage().redis().start();
        moments.healed("Redis is back");
    }

    private static void failOver(Moments moments) throws Exception {
        moments.stage().redis().cutOffReplica();
        long cutOff = moments.stage().folded();
        moments.hold(2);
        moments.awaitStruck(
                "was anything folded that the replica lacks",
                () -> moments.stage().folded() > cutOff);
        moments.injected("kill -9 of the primary, whose replica lacks the last 2 s");
        LocalRedis.Settings old = moments.stage().redis().failOver();
        moments.note("the replica is the primary now");
        // At once it still takes itself for the primary, and clients that were told so before write to it for a while.
        boolean early = moments.random().nextBoolean();
        moments.hold(early ? 0 : 4);
        moments.stage().redis().startAsReplica(old);
        moments.note("the old primary is back" + (early ? " before everybody knows" : ""));
    }

    private static void flushAll(Moments moments) {
        moments.stage().redis().commands().flushall();
        moments.injected("FLUSHALL");
    }

    private static void flushScripts(Moments moments) {
        moments.stage().redis().commands().scriptFlush();
        moments.injected("SCRIPT FLUSH");
    }

    private static void restore(Moments moments) throws Exception {
        Path snapshot = moments.stage().redis().snapshot();
        moments.hold(4);
        moments.stage().redis().kill();
        moments.injected("kill -9 of Redis");
        moments.stage().redis().startFrom(snapshot);
        moments.healed("Redis is back with what it was 4 s ago");
    }

    private static void overwrite(Moments moments) throws Exception {
        moments.stage()
                .redis()
                .commands()
                .eval(
                        "redis.call('DEL', KEYS[1]) return redis.call('SET', KEYS[1], 'foreign')",
                        ScriptOutputType.STATUS,
                        new String[] {KEY});
        moments.injected(KEY + " is a text");
        moments.awaitFolded();
        StageAudit whole = moments.audit();
        StageAudit metric = moments.audit("--metric", METRIC);
        if (metric.count() == 0 || whole.count() != metric.count()) {
            moments.differs("of " + whole.count() + " differences " + metric.count() + " are of " + METRIC + ": "
                    + whole.differences());
        }
        if (moments.random().nextBoolean()) {
            moments.stage().redis().commands().flushall();
            moments.healed("FLUSHALL");
        } else {
            moments.resetLedger();
            moments.healed("ledger reset");
        }
    }

    /** Redis counts its refusals by the word with which they begin. */
    private static void awaitRefused(Moments moments, String error) throws Exception {
        moments.awaitStruck(
                "did Redis refuse a write with " + error,
                () -> moments.stage().redis().commands().info("errorstats").contains("errorstat_" + error + ":"));
    }

    private static void limitMemory(Moments moments) throws Exception {
        moments.stage().redis().commands().configSet("maxmemory", "1mb");
        moments.injected("maxmemory is reached");
        moments.hold(3);
        awaitRefused(moments, "OOM");
        moments.stage().redis().commands().configSet("maxmemory", "0");
        moments.healed("maxmemory is raised");
    }

    private static void fillDisk(Moments moments) throws Exception {
        moments.stage().redis().disk().fill();
        moments.injected("the disk is full");
        moments.hold(3);
        awaitRefused(moments, "MISCONF");
        boolean killed = moments.random().nextBoolean();
        if (killed) {
            moments.stage().redis().kill();
        }
        moments.stage().redis().disk().free();
        if (killed) {
            moments.stage().redis().start();
        }
        moments.healed("the disk has room" + (killed ? ", and Redis was killed meanwhile" : ""));
    }
}
