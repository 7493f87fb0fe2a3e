package io.tidemark.metric.store;

import static io.tidemark.metric.store.PartitionBatch.NO_LOG_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.Deduplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TopicLedgerTest {

    /** Record times of offsets 5, 6, …; the ledger has a checkpoint at every third of them. */
    private static final int START = 5;

    @Property
    void nothingBeforeThePlaceMattersToAnyLaterEvent(
            @ForAll @Size(max = 60) List<@IntRange(max = 40) Integer> times,
            @ForAll @IntRange(min = 1, max = 70) int distance,
            @ForAll @IntRange(max = 45) int horizon) {
        List<Long> logTimes = runningMaximum(times);
        TopicLedger ledger = ledger(logTimes);

        LogPoint from = ledger.readBackFrom(0, new Deduplication(Duration.ofMillis(horizon), distance));

        long position = START + times.size();
        long reached = logTimes.isEmpty() ? NO_LOG_TIME : logTimes.get(logTimes.size() - 1);
        assertThat(from.logTime()).isEqualTo(logTimeAt(logTimes, from.offset()));
        for (long earlier = START; earlier < from.offset(); earlier++) {
            boolean tooFar = position - earlier > distance;
            boolean tooOld = logTimeAt(logTimes, earlier + 1) < reached - horizon;
            assertThat(tooFar || tooOld).as("%s of %s", earlier, ledger).isTrue();
        }
    }

    @Example
    void theLatestCheckpointThatDoesIsTaken() {
        TopicLedger ledger = ledger(runningMaximum(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)));

        assertThat(ledger.readBackFrom(0, rule(4, 1))).isEqualTo(new LogPoint(11, 5));
        assertThat(ledger.readBackFrom(0, rule(4, 2))).isEqualTo(new LogPoint(11, 5));
        assertThat(ledger.readBackFrom(0, rule(100, 4))).isEqualTo(new LogPoint(8, 2));
        assertThat(ledger.readBackFrom(0, rule(100, 100))).isEqualTo(new LogPoint(5, NO_LOG_TIME));
    }

    @Example
    void withoutDeduplicationNothingIsReadBack() {
        TopicLedger ledger = ledger(runningMaximum(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)));

        assertThat(ledger.readBackFrom(0, rule(0, 100))).isEqualTo(new LogPoint(15, 9));
    }

    private static Deduplication rule(long distance, long horizon) {
        return new Deduplication(Duration.ofMillis(horizon), distance);
    }

    private static TopicLedger ledger(List<Long> logTimes) {
        List<LogPoint> checkpoints = new ArrayList<>();
        for (int i = 3; i < logTimes.size(); i += 3) {
            checkpoints.add(new LogPoint(START + i, logTimes.get(i - 1)));
        }
        Map<Integer, Long> progress = logTimes.isEmpty() ? Map.of() : Map.of(0, logTimes.get(logTimes.size() - 1));
        return new TopicLedger(
                "id",
                Map.of(0, Position.at(START + logTimes.size())),
                Map.of(0, (long) START),
                progress,
                Map.of(0, checkpoints),
                Map.of(),
                null);
    }

    /** The log time before an offset. */
    private static long logTimeAt(List<Long> logTimes, long offset) {
        return offset == START ? NO_LOG_TIME : logTimes.get((int) offset - START - 1);
    }

    private static List<Long> runningMaximum(List<Integer> times) {
        List<Long> maxima = new ArrayList<>();
        long maximum = NO_LOG_TIME;
        for (int time : times) {
            maximum = Math.max(maximum, time);
            maxima.add(maximum);
        }
        return maxima;
    }
}
