package io.tidemark.processor.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class IdReadBackTest {

    private static final long NOON = 1_678_881_600_000L; // 2023-03-15T12:00:00Z
    private static final long HOUR = 3_600_000;

    private record Record(long offset, long time, byte @Nullable [] value) {}

    @Example
    void theHashOfAnIdIsThatOfItsUtf8() {
        EventDecoder decoder = new EventDecoder(new Projection());

        decoder.decode("{\"eventId\":\"abc\",\"eventType\":\"a\"}".getBytes(UTF_8));

        assertThat(decoder.idHash()).isEqualTo(0x78AF5F94892F3950L); // xxhsum -H3
    }

    @Property(tries = 300)
    void foldingOnAfterReadingBackGivesTheVerdictsOfOnePass(@ForAll long seed) {
        Random random = new Random(seed);
        Deduplication rule =
                new Deduplication(Duration.ofMillis(random.nextInt((int) (2 * HOUR))), 1 + random.nextInt(300));
        List<Record> log = log(random);
        int cut = random.nextInt(log.size());

        List<Fate> onePass = verdicts(log, 0, rule, new SeenIds(rule), PartitionBatch.NO_LOG_TIME);
        int from = readBackFrom(log, cut, rule, random);
        IdReadBack readBack = new IdReadBack(rule, logTimeBefore(log, from));
        for (Record record : log.subList(from, cut)) {
            readBack.add(record.value(), record.offset(), record.time(), record.time());
        }
        SeenIds seen = readBack.upTo(log.get(cut).offset());

        assertThat(verdicts(log, cut, rule, seen, logTimeBefore(log, cut))).isEqualTo(onePass.subList(cut, log.size()));
    }

    /** The latest place that TopicLedger could name, or any before it. */
    private static int readBackFrom(List<Record> log, int cut, Deduplication rule, Random random) {
        long position = log.get(cut).offset();
        long logTime = logTimeBefore(log, cut);
        int latest = 0;
        for (int i = 1; i < cut; i++) {
            boolean far = log.get(i).offset() <= position - rule.distance();
            boolean old = logTimeBefore(log, i) < logTime - rule.horizon().toMillis();
            latest = far || old ? i : latest;
        }
        return random.nextBoolean() || latest == 0 ? latest : random.nextInt(latest);
    }

    private static long logTimeBefore(List<Record> log, int end) {
        return log.subList(0, end).stream().mapToLong(Record::time).max().orElse(PartitionBatch.NO_LOG_TIME);
    }

    private static List<Fate> verdicts(List<Record> log, int from, Deduplication rule, SeenIds seen, long logTime) {
        CatalogVersion version = new CatalogVersion(1, new MetricCatalog(List.of(), rule), Map.of());
        PartitionBatch batch = new PartitionBatch("t", "id", 0, version, 0, Position.at(0), logTime);
        BatchFold fold = new BatchFold(new CompiledCatalog(version), batch, seen);
        List<Fate> verdicts = new ArrayList<>();
        for (Record record : log.subList(from, log.size())) {
            long duplicates = batch.fate(Fate.DUPLICATE);
            boolean rejected = fold.add(record.value(), record.offset(), record.time(), record.time()) != null;
            boolean duplicate = batch.fate(Fate.DUPLICATE) > duplicates;
            verdicts.add(rejected ? Fate.REJECTED : duplicate ? Fate.DUPLICATE : Fate.COUNTED);
        }
        return verdicts;
    }

    /** Record times go back and forth by up to hours, so that what is in the future depends on log time. */
    private static List<Record> log(Random random) {
        List<Record> log = new ArrayList<>();
        long offset = 0;
        long time = NOON;
        int size = 1 + random.nextInt(600);
        for (int i = 0; i < size; i++) {
            offset += 1 + (random.nextInt(8) == 0 ? random.nextInt(10) : 0);
            time += random.nextInt(60_000);
            long recordTime = time - (random.nextInt(4) == 0 ? random.nextInt((int) (4 * HOUR)) : 0);
            log.add(new Record(offset, recordTime, value(random, time)));
        }
        return log;
    }

    private static byte @Nullable [] value(Random random, long time) {
        String id = random.nextInt(8) == 0 ? "null" : "\"e" + random.nextInt(60) + "\"";
        String event =
                "{\"eventType\":\"a\",\"timestamp\":" + (time + random.nextLong(2 * HOUR)) + ",\"eventId\":" + id;
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> event.getBytes(UTF_8);
            default -> (event + "}").getBytes(UTF_8);
        };
    }
}
