package io.tidemark.benchmarks;

import io.tidemark.local.Cleanup;
import io.tidemark.metric.Deduplication;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.processor.fold.IdReadBack;
import io.tidemark.processor.fold.SeenIds;
import io.tidemark.processor.log.KafkaLogReader;
import io.tidemark.processor.log.LogReader;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** What it takes to remember ids, and to read them back after a restart. */
@Command(
        name = "dedup",
        description =
                "Shows the memory that an id takes while a million are held, the time to look one up and remember it,"
                        + " and how fast ids are read back from Kafka.")
final class Dedup implements Callable<Integer> {

    static final int EVENTS = 3_000_000;
    static final int QUICK_EVENTS = 300_000;
    private static final long SEED = 20_230_315;
    private static final int HELD = 1_000_000;
    private static final int ROUNDS = 8;
    private static final int BATCH = 5_000;
    private static final long NOW = 1_678_881_600_000L;

    @Option(names = "--quick", description = "300,000 events in Kafka instead of 3,000,000.")
    private boolean quick;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws Exception {
        long before = heap();
        SeenIds seen = new SeenIds(Deduplication.DEFAULT);
        double nanos = remember(seen);
        double bytes = (double) (heap() - before) / seen.size();
        System.out.printf(Locale.ROOT, "%,d ids held: %.1f bytes each%n", seen.size(), bytes);
        System.out.printf(Locale.ROOT, "look up and remember: %.0f ns of CPU each%n", nanos);
        long perSecond = readBack();
        System.out.printf(
                Locale.ROOT,
                "dedup: %.1f bytes/id, %.0f ns/id, %d ids/s read back per core%n",
                bytes,
                nanos,
                perSecond);
        return ExitCode.OK;
    }

    /** New ids, as many as are forgotten meanwhile; the CPU time for one in the later rounds. */
    private static double remember(SeenIds seen) {
        SplittableRandom ids = new SplittableRandom(SEED);
        long began = 0;
        for (int offset = 0; offset < ROUNDS * HELD; offset++) {
            if (offset == ROUNDS / 2 * HELD) {
                began = cpu();
            }
            seen.add(ids.nextLong(), offset, NOW);
            if (offset % BATCH == BATCH - 1) {
                seen.settle(offset + 1, NOW);
            }
        }
        return (double) (cpu() - began) / (ROUNDS - ROUNDS / 2) / HELD;
    }

    private long readBack() throws Exception {
        Progress progress = new Progress(System.err);
        try (Cleanup cleanup = Cleanup.alsoAtExit()) {
            progress.say("starting Kafka, ZooKeeper and Redis");
            String kafka = Servers.start(cleanup).kafka().bootstrapServers();
            new Preload(kafka, progress).send(new MixedEvents(SEED, clock.instant(), quick ? QUICK_EVENTS : EVENTS));
            LogReader log = new KafkaLogReader(() -> new KafkaConsumer<>(settings(kafka)));
            readBack(log, kafka, 0); // warms up
            long ids = 0;
            long cpu = cpu();
            long began = System.nanoTime();
            for (int partition = 1; partition < Preload.PARTITIONS; partition++) {
                ids += readBack(log, kafka, partition);
            }
            double seconds = (cpu() - cpu) / 1e9;
            double clockSeconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%,d ids read back in %.2f s, %.2f s of CPU: %,.0f ids/s by the clock%n",
                    ids,
                    clockSeconds,
                    seconds,
                    ids / clockSeconds);
            return Math.round(ids / seconds);
        }
    }

    private static long readBack(LogReader log, String kafka, int number) throws Exception {
        TopicPartition partition = new TopicPartition(Preload.TOPIC, number);
        long end;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
        IdReadBack ids = new IdReadBack(Deduplication.DEFAULT, PartitionBatch.NO_LOG_TIME);
        log.read(
                partition,
                0,
                end,
                record -> ids.add(record.value(), record.offset(), record.timestamp(), record.timestamp()),
                () -> false);
        ids.upTo(end);
        return end;
    }

    /** As the processor's own, in tidemark-processor.yml. */
    private static Map<String, Object> settings(String kafka) {
        return Map.of(
                "bootstrap.servers",
                kafka,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "none",
                "isolation.level",
                "read_committed",
                "max.poll.records",
                20_000,
                "max.partition.fetch.bytes",
                4_194_304,
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class);
    }

    /** Of this thread, in which a consumer does all of its work. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
