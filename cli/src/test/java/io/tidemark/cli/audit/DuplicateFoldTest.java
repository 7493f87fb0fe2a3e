package io.tidemark.cli.audit;

import static io.tidemark.cli.audit.LogFixture.NOON;
import static io.tidemark.cli.audit.LogFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DuplicateFoldTest {

    private static final long MINUTE = 60_000;
    private static final String A1 = event("a", "\"1\"");
    private static final String A2 = event("a", "\"2\"");
    private static final String M = "{\"name\":\"m\",\"counter\":{}}";

    private final LogFixture log = new LogFixture();

    @Test
    void duplicateAddsToNothingButItsFateAndTheLogsTime() {
        AuditFold fold = log.catalog(M).record(A1).record(NOON + 5, A1).fold();

        assertThat(partition(fold).counted()).isEqualTo(1);
        assertThat(partition(fold).duplicates()).isEqualTo(1);
        assertThat(partition(fold).empty()).isZero();
        assertThat(fold.types()).containsExactly(Map.entry("a", 1L));
        assertThat(fold.metrics().get(0).accounting().matched()).isEqualTo(1);
        assertThat(fold.progress()).hasValue(NOON + 5);
    }

    @Test
    void idIsTheKeyWhateverElseTheEventSays() {
        assertThat(duplicates(log.record(A1).record(event("b", "\"1\"")))).containsExactly("1 of 0");
    }

    @Test
    void eventWithoutAnIdIsNeverADuplicate() {
        assertThat(duplicates(log.record("{\"eventType\":\"a\"}")
                        .record("{\"eventType\":\"a\"}")
                        .record(event("a", "null"))
                        .record(event("a", "null"))))
                .isEmpty();
    }

    @Test
    void sameIdInAnotherPartitionIsAnotherEvent() {
        assertThat(duplicates(log.record(A1).record(1, 0, NOON, A1))).isEmpty();
    }

    @Test
    void rejectedRecordIsNoOccurrence() {
        String ahead = "{\"eventType\":\"a\",\"eventId\":\"1\",\"timestamp\":" + (NOON + 61 * MINUTE) + "}";

        assertThat(duplicates(log.record(event("__a", "\"1\"")).record(ahead).record(A1)))
                .isEmpty();
    }

    @Test
    void windowOfOffsetsReachesFromTheLastOccurrence() {
        log.deduplication("10m", 2).catalog().record(A1).record(A2).record(A1).record(A2);

        assertThat(duplicates(log)).containsExactly("2 of 0", "3 of 1");
    }

    @Test
    void eventFurtherBackThanTheDistanceIsForgotten() {
        log.deduplication("10m", 2).catalog().record(A1).record(A2).record("").record(A1);

        assertThat(duplicates(log)).isEmpty();
    }

    @Test
    void windowOfLogTimeReachesFromTheLastOccurrence() {
        log.deduplication("1m", 100)
                .catalog()
                .record(A1)
                .record(NOON + MINUTE, A1)
                .record(NOON + 2 * MINUTE, A1);

        assertThat(duplicates(log)).containsExactly("1 of 0", "2 of 1");
    }

    @Test
    void eventFurtherBackThanTheHorizonIsForgotten() {
        log.deduplication("1m", 100).catalog().record(A1).record(NOON + MINUTE + 1, A1);

        assertThat(duplicates(log)).isEmpty();
    }

    @Test
    void recordTimesThatGoBackDoNotTurnTheLogsTimeBack() {
        log.deduplication("1m", 100)
                .catalog()
                .record(NOON, A1)
                .record(NOON + 2 * MINUTE, A2)
                .record(NOON, A1) // now the log's time is two minutes past the first
                .record(NOON + 3 * MINUTE, A1);

        assertThat(duplicates(log)).containsExactly("3 of 2");
    }

    @Test
    void versionThatRulesTheOffsetDecidesHowFarBack() {
        log.deduplication("10m", 1)
                .catalog()
                .record(A1)
                .record(A2)
                .record(A1) // 2 offsets behind the first
                .deduplication("10m", 0)
                .catalog()
                .record(A1)
                .deduplication("10m", 3)
                .catalog()
                .record(A2) // 3 offsets behind the first
                .record(A1);

        assertThat(duplicates(log)).containsExactly("4 of 1", "5 of 3");
    }

    @Test
    void offsetsBeforeTheStartDoNotCount() {
        assertThat(duplicates(log.record(A1).record(A1).record(A1).ledger(0, 1, 3)))
                .containsExactly("2 of 1");
    }

    private static List<String> duplicates(LogFixture log) {
        List<String> duplicates = new ArrayList<>();
        log.fold(new FoldObserver() {
            @Override
            public void duplicate(LogRecord record, LoggedEvent event, long of) {
                duplicates.add(record.offset() + " of " + of);
            }
        });
        return duplicates;
    }

    private static String event(String type, String id) {
        return "{\"eventType\":\"" + type + "\",\"eventId\":" + id + "}";
    }

    private static PartitionFold partition(AuditFold fold) {
        return Objects.requireNonNull(fold.partitions(TOPIC).get(0));
    }
}
