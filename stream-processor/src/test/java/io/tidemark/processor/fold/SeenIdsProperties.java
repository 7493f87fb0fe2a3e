package io.tidemark.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.Deduplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is cut, taken back and read again, the verdicts are those of one look at the whole log. */
class SeenIdsProperties {

    private static final int MAX_RECORDS = 3_000;

    /** A record as it stands in the log; no id: it has none, or is rejected. */
    private record Record(long offset, long logTime, long id, boolean hasId) {}

    @Property(tries = 400)
    void theSameVerdictsAsOnePassOverTheWholeLog(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int distance, @ForAll boolean farApart) {
        Random random = new Random(seed);
        Deduplication window = new Deduplication(Duration.ofMillis(random.nextInt(2_000)), distance);
        List<Record> log = log(random, farApart);

        Consumer consumer = new Consumer(log, window, random);
        consumer.run();

        assertThat(consumer.verdicts).isEqualTo(expected(log, window));
    }

    /** By the definition, over all pairs. */
    private static List<Boolean> expected(List<Record> log, Deduplication window) {
        List<Boolean> verdicts = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            Record record = log.get(i);
            boolean duplicate = false;
            for (int j = 0; j < i && record.hasId(); j++) {
                Record earlier = log.get(j);
                duplicate |= earlier.hasId()
                        && earlier.id() == record.id()
                        && record.offset() - earlier.offset() <= window.distance()
                        && earlier.logTime()
                                >= record.logTime() - window.horizon().toMillis();
            }
            verdicts.add(duplicate);
        }
        return verdicts;
    }

    /** Few ids; holes, some wide enough for the next segment or a turn of the ring; record times that go back and forth. */
    private static List<Record> log(Random random, boolean farApart) {
        List<Record> log = new ArrayList<>();
        int ids = 1 + random.nextInt(400);
        long offset = random.nextInt(100_000);
        long time = 1_000_000;
        long logTime = Long.MIN_VALUE;
        int size = random.nextInt(MAX_RECORDS);
        for (int i = 0; i < size; i++) {
            offset += 1 + (random.nextInt(10) == 0 ? random.nextInt(20) : 0);
            if (farApart && random.nextInt(100) == 0) {
                offset += 1L << random.nextInt(26);
            }
            time += random.nextInt(20);
            logTime = Math.max(logTime, time - random.nextInt(500));
            log.add(new Record(offset, logTime, random.nextInt(ids) * 0x9E3779B97F4A7C15L, random.nextInt(8) > 0));
        }
        return log;
    }

    /** Folds batches of any size, of which some are refused and some are lost with the process. */
    private static final class Consumer {

        private final List<Record> log;
        private final Deduplication window;
        private final Random random;
        private final List<Boolean> verdicts = new ArrayList<>();
        private SeenIds seen;
        private int applied;

        Consumer(List<Record> log, Deduplication window, Random random) {
            this.log = log;
            this.window = window;
            this.random = random;
            this.seen = new SeenIds(window);
        }

        void run() {
            while (applied < log.size()) {
                int next = Math.min(log.size(), applied + 1 + random.nextInt(200));
                List<Boolean> batch = fold(next);
                switch (random.nextInt(5)) {
                    case 0 -> foldAgain();
                    case 1 -> readBack(applied);
                    default -> {
                        verdicts.addAll(batch);
                        applied = next;
                        seen.settle(
                                log.get(next - 1).offset() + 1,
                                log.get(next - 1).logTime());
                    }
                }
                if (random.nextInt(60) == 0) {
                    rewind();
                }
            }
        }

        private List<Boolean> fold(int until) {
            List<Boolean> batch = new ArrayList<>();
            for (Record record : log.subList(applied, until)) {
                batch.add(record.hasId() && seen.add(record.id(), record.offset(), record.logTime()));
            }
            return batch;
        }

        /** The store refused the batch. */
        private void foldAgain() {
            long from = applied == 0 ? 0 : log.get(applied - 1).offset() + 1;
            if (!seen.rollBackTo(from)) {
                readBack(applied);
            }
        }

        /** The store was failed over to one that had lost its last writes. */
        private void rewind() {
            applied = random.nextInt(applied + 1);
            verdicts.subList(applied, verdicts.size()).clear();
            readBack(applied);
        }

        /** From the latest place before which nothing can matter any more, or from anywhere before it. */
        private void readBack(int position) {
            seen = new SeenIds(window);
            int from = position == 0 || random.nextBoolean() ? 0 : firstThatMatters(position);
            for (Record record : log.subList(from, position)) {
                if (record.hasId()) {
                    seen.add(record.id(), record.offset(), record.logTime());
                }
            }
            if (position > 0) {
                Record last = log.get(position - 1);
                seen.settle(last.offset() + 1, last.logTime());
            }
        }

        private int firstThatMatters(int position) {
            Record last = log.get(position - 1);
            int from = 0;
            while (from < position
                    && (log.get(from).offset() < last.offset() + 1 - window.distance()
                            || log.get(from).logTime()
                                    < last.logTime() - window.horizon().toMillis())) {
                from++;
            }
            return from;
        }
    }
}
