package io.tidemark.benchmarks;

import io.tidemark.local.Cleanup;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** What the gateway takes in, how fast it answers, and that it keeps what it has acknowledged. */
@Command(
        name = "gateway",
        description =
                "Sends batches as fast as they are acknowledged, then single events at 2,000 a second, then batches"
                        + " while the gateway and the broker are killed, and looks for every acknowledged event in the log.")
final class GatewayBenchmark implements Callable<Integer> {

    static final String PATH = "/api/v1/events";
    static final int ACCEPTED = 202;
    private static final int EVENTS = 2_000_000;
    private static final int QUICK_EVENTS = 300_000;
    private static final long SEED = 20_230_315;

    @Option(
            names = "--quick",
            description = "300,000 events in batches instead of 2,000,000, and seconds of the other parts.")
    private boolean quick;

    private final Progress progress = new Progress(System.err);
    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws Exception {
        try (Cleanup cleanup = Cleanup.alsoAtExit()) {
            Path folder = cleanup.open(TempFolder::create).path();
            progress.say("starting Kafka and the gateway");
            GatewayServers servers = cleanup.open(() -> GatewayServers.start(folder));
            servers.awaitReady();
            Batches batches = batches(servers);
            long[] latencies = singles(servers);
            boolean isKept = kills(servers);
            System.out.println(String.format(
                    Locale.ROOT,
                    "single POST at %,d/s: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms",
                    GatewaySingles.RATE,
                    millis(latencies, 0.5),
                    millis(latencies, 0.99),
                    millis(latencies, 0.999),
                    millis(latencies, 1)));
            System.out.println(
                    "gateway: " + batches.perSecond() + " events/s, " + batches.perCore() + " events/s/core");
            return isKept ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private Batches batches(GatewayServers servers) throws Exception {
        GatewayBatches load = new GatewayBatches(
                servers.gatewayPort(), new MixedEvents(SEED, clock.instant(), GatewayBatches.variety()));
        progress.say("batches of " + GatewayBatches.BATCH + ": warming up");
        load.send(events());
        progress.say("batches of " + GatewayBatches.BATCH + ": measuring");
        long start = System.nanoTime();
        long gateway = cpu(servers.gateway());
        long broker = cpu(servers.broker());
        long client = cpu(ProcessHandle.current());
        load.send(events());
        Batches batches = new Batches(
                events(),
                System.nanoTime() - start,
                cpu(servers.gateway()) - gateway,
                cpu(servers.broker()) - broker,
                cpu(ProcessHandle.current()) - client);
        batches.print();
        return batches;
    }

    private int events() {
        return quick ? QUICK_EVENTS : EVENTS;
    }

    private long[] singles(GatewayServers servers) throws Exception {
        GatewaySingles load = new GatewaySingles(servers.gatewayPort());
        progress.say("single events: warming up");
        load.send(quick ? 3 : 10);
        progress.say("single events: measuring");
        return load.send(quick ? 5 : 30);
    }

    private boolean kills(GatewayServers servers) throws Exception {
        progress.say("batches while processes are killed");
        try (LoggedNumbers log = new LoggedNumbers(servers.bootstrapServers())) {
            Map<TopicPartition, Long> start = log.ends();
            BitSet missing = new GatewayKills(servers, progress).run(quick ? 2 : 5);
            int acknowledged = missing.cardinality();
            missing.andNot(log.read(start));
            System.out.println(String.format(
                    Locale.ROOT,
                    "kill -9 of gateway and broker: %,d events acknowledged, %,d of them missing in the log",
                    acknowledged,
                    missing.cardinality()));
            return acknowledged > 0 && missing.isEmpty();
        }
    }

    private static double millis(long[] latencies, double share) {
        return GatewaySingles.quantile(latencies, share) / 1e6;
    }

    private static long cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElseThrow();
    }

    /**
     * What became of the batches.
     *
     * @param events  acknowledged
     * @param nanos   elapsed
     * @param gateway the CPU of each process, in nanoseconds
     */
    private record Batches(long events, long nanos, long gateway, long broker, long client) {

        long perSecond() {
            return Math.round(events * 1e9 / nanos);
        }

        long perCore() {
            return Math.round(events * 1e9 / gateway);
        }

        void print() {
            System.out.println(String.format(Locale.ROOT, "%-10s%12s%14s", "batches", "CPU s", "CPU ns/event"));
            print("gateway", gateway);
            print("broker", broker);
            print("client", client);
        }

        private void print(String name, long cpu) {
            System.out.println(
                    String.format(Locale.ROOT, "%-10s%12.2f%14d", name, cpu / 1e9, Math.round((double) cpu / events)));
        }
    }
}
