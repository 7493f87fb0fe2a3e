package io.tidemark.benchmarks;

import io.tidemark.local.ChildJvm;
import io.tidemark.local.Cleanup;
import io.tidemark.metric.control.ProcessorState;
import io.tidemark.metric.control.ZooKeeperProcessors;
import io.tidemark.metric.store.MetricReader;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** How soon a definition that is posted is in force everywhere. */
@Command(
        name = "control",
        description =
                "Posts definitions one after the other while two processors fold a steady load, and measures from each"
                        + " request until both fold by the catalog that has it.")
final class Control implements Callable<Integer> {

    private static final long SEED = 20_230_315;
    private static final int PROCESSORS = 2;
    private static final int CHANGES = 100;
    private static final int WARM_UP_CHANGES = 10;
    private static final long LOOK_MILLIS = 5;
    private static final long BETWEEN_MILLIS = 200;
    private static final long WARM_UP_SECONDS = 15;
    private static final long GIVE_UP_SECONDS = 60;

    @Option(names = "--quick", description = "20 definitions instead of 100.")
    private boolean quick;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Events a second. Default: ${DEFAULT-VALUE}.")
    private long rate;

    private final Progress progress = new Progress(System.err);
    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws Exception {
        try (Cleanup cleanup = Cleanup.alsoAtExit()) {
            progress.say("starting Kafka, ZooKeeper, Redis, the metrics API and two processors");
            Servers servers = Servers.start(cleanup);
            Preload.createTopic(servers.kafka().bootstrapServers());
            MetricReader store = servers.reader(cleanup, clock);
            ZooKeeperProcessors processors = new ZooKeeperProcessors(zooKeeper(cleanup, servers));
            for (int i = 0; i < PROCESSORS; i++) {
                ChildJvm unused =
                        cleanup.open(() -> ProcessorChild.start(servers, CatalogOf.MIXED, List.of(), List.of()));
            }
            ControlApi api = cleanup.open(() -> new ControlApi(servers));
            api.awaitReady();
            await(processors, 1);
            MixedEvents events = new MixedEvents(SEED, clock.instant(), SteadyLoad.poolSize());
            SteadyLoad load =
                    cleanup.open(() -> SteadyLoad.start(servers.kafka().bootstrapServers(), events, rate));
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            double[] millis = changes(api, processors);
            Totals sent = load.stop();
            awaitFolded(store, load);
            sent.requireStored(StoredTotals.read(store, events, clock));
            show(millis);
        }
        return ExitCode.OK;
    }

    private static CuratorFramework zooKeeper(Cleanup cleanup, Servers servers) throws IOException {
        CuratorFramework zooKeeper =
                CuratorFrameworkFactory.newClient(servers.zooKeeper().connectString(), new RetryOneTime(1_000));
        zooKeeper.start();
        return cleanup.open(() -> zooKeeper);
    }

    private double[] changes(ControlApi api, ZooKeeperProcessors processors) throws Exception {
        int count = quick ? CHANGES / 5 : CHANGES;
        double[] millis = new double[count];
        for (int i = -WARM_UP_CHANGES; i < count; i++) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            String name = i < 0 ? "warm_up_" + -i : "added_" + i;
            long start = System.nanoTime();
            int version = api.post(
                    "{\"name\":\"" + name + "\",\"counter\":{},\"events\":[\"login\"],\"by\":\"data.method\"}");
            await(processors, version);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        return millis;
    }

    /** Until every processor says that it folds by this version or a later one. */
    private static void await(ZooKeeperProcessors processors, int version) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            List<ProcessorState> all = processors.all();
            if (all.size() == PROCESSORS
                    && all.stream()
                            .allMatch(processor -> processor.catalogVersion() >= version
                                    && !processor.partitions().isEmpty())) {
                return;
            }
            requireNotTooLong(start, "version " + version + " was not in force on both processors");
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static void awaitFolded(MetricReader store, SteadyLoad load) throws InterruptedException {
        long start = System.nanoTime();
        while (folded(store) < load.acknowledged()) {
            requireNotTooLong(start, "the load was not folded");
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static long folded(MetricReader store) {
        return store.ledger(Preload.TOPIC).positions().values().stream()
                .mapToLong(position -> position.offset())
                .sum();
    }

    private static void requireNotTooLong(long start, String what) {
        if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS)) {
            throw new IllegalStateException(what + " within " + GIVE_UP_SECONDS + " s");
        }
    }

    private void show(double[] millis) {
        Arrays.sort(millis);
        System.out.println(String.format(
                Locale.ROOT,
                "control: %d definitions at %,d events/s, in force on %d processors after %.0f ms (median), %.0f ms (p99), %.0f ms (slowest)",
                millis.length,
                rate,
                PROCESSORS,
                millis[millis.length / 2],
                millis[(int) Math.ceil(millis.length * 0.99) - 1],
                millis[millis.length - 1]));
    }
}
