package io.tidemark.benchmarks;

import io.tidemark.local.ChildJvm;
import io.tidemark.local.Cleanup;
import io.tidemark.metric.store.MetricReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** How long the numbers stand still when a processor is killed under load. */
@Command(
        name = "recovery",
        description = "Kills (kill -9) a processor at half of the maximum that drain-mixed shows, and measures when the"
                + " ledger is at the end of the log again.")
final class Recovery implements Callable<Integer> {

    private static final long SEED = 20_230_315;
    private static final long LOOK_MILLIS = 20;
    private static final long CALM_SECONDS = 3;
    private static final long GIVE_UP_SECONDS = 180;

    @Option(
            names = "--quick",
            description = "One kill after a drain of 300,000 events, instead of three after 3,000,000.")
    private boolean quick;

    @Option(names = "--rate", paramLabel = "N", description = "Events a second; without it half of what a drain shows.")
    private @Nullable Long rate;

    @Option(
            names = "--processors",
            paramLabel = "1|2",
            defaultValue = "1",
            description = "1: the killed one is started again at once. 2: the other one takes over.")
    private int processors;

    @Option(
            names = "--membership",
            defaultValue = "shipped",
            description =
                    "How processors are members of their group: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Membership membership = Membership.SHIPPED;

    @Option(
            names = "--no-aot-cache",
            description =
                    "Starts processors without the AOT cache that the drain before leaves behind (JDK 25 and later).")
    private boolean noCache;

    private List<String> options = List.of();

    private final Progress progress = new Progress(System.err);
    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws Exception {
        try (Cleanup cleanup = Cleanup.alsoAtExit()) {
            long half = drain(cleanup).perSecond() / 2;
            long perSecond = rate == null ? half : rate;
            List<Kill> kills = kills(cleanup, perSecond);
            for (Kill kill : kills) {
                System.out.println(String.format(
                        Locale.ROOT,
                        "kill -9: first advance of every partition after %.1f s, caught up after %.1f s",
                        kill.advanced() / 1e9,
                        kill.caughtUp() / 1e9));
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "recovery: %,d events/s, %d of %d processors killed, membership %s, %s AOT cache: caught up after %.1f s (median)",
                    perSecond,
                    1,
                    processors,
                    membership,
                    options.isEmpty() ? "without" : "with",
                    median(kills) / 1e9));
        }
        return ExitCode.OK;
    }

    /** Of servers of its own, which are gone before the kills. What its processor recorded is kept for the others. */
    private Drain drain(Cleanup outlasting) throws Exception {
        Path folder = outlasting.open(TempFolder::create).path();
        AotCache cache = new AotCache(folder);
        boolean cached = AotCache.isSupported() && !noCache;
        Drain drain;
        try (Cleanup cleanup = Cleanup.alsoAtExit()) {
            int events = quick ? DrainMixed.QUICK_EVENTS : DrainMixed.EVENTS;
            drain = DrainMixed.drain(
                    cleanup, progress, events, CatalogOf.MIXED, cached ? cache.recording() : List.of());
            drain.lines().forEach(System.out::println);
        }
        if (cached) {
            progress.say("making an AOT cache of what the processor has recorded");
            cache.create(ProcessorChild.options(), folder.resolve("aot.log"));
            options = cache.using();
        }
        return drain;
    }

    private List<Kill> kills(Cleanup cleanup, long perSecond) throws Exception {
        progress.say("starting Kafka, ZooKeeper, Redis and the processors");
        Servers servers = Servers.start(cleanup);
        MetricReader store = servers.reader(cleanup, clock);
        Preload.createTopic(servers.kafka().bootstrapServers());
        MixedEvents events = new MixedEvents(SEED, clock.instant(), SteadyLoad.poolSize());
        List<ChildJvm> running = new ArrayList<>();
        for (int i = 0; i < processors; i++) {
            running.add(start(cleanup, servers, i));
        }
        awaitPartitions(store, running.get(0));
        GroupMembers group = cleanup.open(() -> new GroupMembers(servers.kafka().bootstrapServers()));
        SteadyLoad load = cleanup.open(() -> SteadyLoad.start(servers.kafka().bootstrapServers(), events, perSecond));
        List<Kill> kills = new ArrayList<>();
        for (int i = 0; i < (quick ? 1 : 3); i++) {
            awaitMember(group, running.get(0));
            kills.add(kill(cleanup, servers, store, load, running));
        }
        Totals sent = load.stop();
        awaitLag(store, load, 0);
        sent.requireStored(StoredTotals.read(store, events, clock));
        return kills;
    }

    private ChildJvm start(Cleanup cleanup, Servers servers, int number) throws Exception {
        List<String> settings = new ArrayList<>(membership.settings(number));
        settings.add(GroupMembers.named(number));
        return cleanup.open(() -> ProcessorChild.start(servers, CatalogOf.MIXED, options, settings));
    }

    private Kill kill(Cleanup cleanup, Servers servers, MetricReader store, SteadyLoad load, List<ChildJvm> running)
            throws Exception {
        long calm = awaitCalm(store, load);
        progress.say("kill -9 of a processor; it was at most " + calm + " events behind");
        long start = System.nanoTime();
        running.get(0).kill();
        long[] before = offsets(store);
        if (processors == 1) {
            running.set(0, start(cleanup, servers, 0));
        }
        long[] now = before;
        while (!isAllAdvanced(before, now)) {
            running.get(processors - 1).requireAlive(LOOK_MILLIS);
            now = offsets(store);
            requireNotTooLong(start);
        }
        long advanced = System.nanoTime() - start;
        awaitLag(store, load, calm);
        long caughtUp = System.nanoTime() - start;
        if (processors > 1) {
            running.set(0, start(cleanup, servers, 0));
        }
        return new Kill(advanced, caughtUp);
    }

    /** The greatest lag of some seconds in a row in which no partition stood still and none was a second behind. */
    private long awaitCalm(MetricReader store, SteadyLoad load) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            long greatest = 0;
            long[] before = offsets(store);
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(CALM_SECONDS);
            while (System.nanoTime() < until) {
                greatest = Math.max(greatest, lag(store, load));
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            boolean isWarm = System.nanoTime() - start > TimeUnit.SECONDS.toNanos(quick ? 5 : 15);
            if (isWarm && isAllAdvanced(before, offsets(store)) && greatest < load.perSecond()) {
                return greatest;
            }
            progress.say(String.format(Locale.ROOT, "under load: %,d events behind", greatest));
            requireNotTooLong(start);
        }
    }

    private void awaitLag(MetricReader store, SteadyLoad load, long most) throws InterruptedException {
        long start = System.nanoTime();
        while (lag(store, load) > most) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            requireNotTooLong(start);
        }
    }

    private void awaitPartitions(MetricReader store, ChildJvm processor) throws InterruptedException {
        while (store.ledger(Preload.TOPIC).positions().size() < Preload.PARTITIONS) {
            processor.requireAlive(LOOK_MILLIS);
        }
    }

    /** A processor that reads nothing is not missed. */
    private static void awaitMember(GroupMembers group, ChildJvm processor) throws Exception {
        while (!group.hasPartitions(0)) {
            processor.requireAlive(LOOK_MILLIS);
        }
    }

    private static void requireNotTooLong(long start) {
        if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS)) {
            throw new IllegalStateException("the processors did not keep up within " + GIVE_UP_SECONDS
                    + " s: the machine is too slow or too busy for this rate");
        }
    }

    private static boolean isAllAdvanced(long[] before, long[] now) {
        for (int i = 0; i < before.length; i++) {
            if (now[i] <= before[i]) {
                return false;
            }
        }
        return true;
    }

    /** What is acknowledged is asked first, so that the lag is never shown smaller than it is. */
    private static long lag(MetricReader store, SteadyLoad load) {
        long acknowledged = load.acknowledged();
        return acknowledged - Arrays.stream(offsets(store)).sum();
    }

    private static long[] offsets(MetricReader store) {
        long[] offsets = new long[Preload.PARTITIONS];
        store.ledger(Preload.TOPIC)
                .positions()
                .forEach((partition, position) -> offsets[partition] = position.offset());
        return offsets;
    }

    private static long median(List<Kill> kills) {
        return kills.stream()
                .mapToLong(Kill::caughtUp)
                .sorted()
                .skip(kills.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    /** Times since the kill, in nanoseconds: until every partition had advanced, and until the lag was as before. */
    private record Kill(long advanced, long caughtUp) {}
}
