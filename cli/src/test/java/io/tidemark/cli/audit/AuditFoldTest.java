package io.tidemark.cli.audit;

import static io.tidemark.cli.audit.LogFixture.NOON;
import static io.tidemark.cli.audit.LogFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.store.MetricAccounting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AuditFoldTest {

    private static final long HOUR = 3_600_000;
    private static final String A = "{\"eventType\":\"a\"}";
    private static final String M_OF_ALL = "{\"name\":\"m\",\"counter\":{}}";
    private static final String M_OF_A = "{\"name\":\"m\",\"counter\":{},\"events\":[\"a\"]}";
    private static final String A_OF_ALL = "{\"name\":\"a\",\"counter\":{},\"events\":[\"a\",\"b\"]}";

    @Test
    void everyOffsetHasOneFate() {
        AuditFold fold = new LogFixture()
                .record(A)
                .record("no JSON")
                .record((String) null)
                .ledger(0, 0, 5)
                .fold();

        assertThat(partition(fold).counted()).isEqualTo(1);
        assertThat(partition(fold).rejected()).isEqualTo(2);
        assertThat(partition(fold).empty()).isEqualTo(2);
    }

    @Test
    void onlyOffsetsFromTheStartToTheLedgerCount() {
        AuditFold fold = new LogFixture()
                .record(A)
                .record(A)
                .record(A)
                .record(A)
                .ledger(0, 1, 3)
                .fold();

        assertThat(fold.types()).containsExactly(Map.entry("a", 2L));
        assertThat(partition(fold).length()).isEqualTo(2);
    }

    @Test
    void partitionWithoutALedgerIsNotFolded() {
        AuditFold fold = new LogFixture().ledger(0, 0, 0).fold();

        fold.records(List.of(
                new LogRecord(TOPIC, 7, 0, NOON, new byte[0]), new LogRecord("other", 0, 0, NOON, new byte[0])));

        assertThat(fold.events()).isZero();
        assertThat(fold.progress()).isEmpty();
    }

    @Test
    void eventMoreThanAnHourAheadOfTheLogIsRejected() {
        AuditFold fold = new LogFixture()
                .record(event(NOON + HOUR))
                .record(event(NOON + HOUR + 1))
                .record(NOON + 1, "rejected records move the log's time too")
                .record(NOON, event(NOON + HOUR + 1))
                .fold();

        assertThat(partition(fold).counted()).isEqualTo(2);
        assertThat(partition(fold).rejected()).isEqualTo(2);
        assertThat(fold.progress()).hasValue(NOON + 1);
    }

    @Test
    void logTimeIsOfEachPartition() {
        AuditFold fold = new LogFixture()
                .record(NOON + HOUR, A)
                .record(1, 0, NOON, event(NOON + HOUR + 1))
                .fold();

        assertThat(fold.events()).isEqualTo(1);
        assertThat(fold.progress()).hasValue(NOON + HOUR);
    }

    @Test
    void eventWithoutATimestampHasTheRecordsOwnTime() {
        AuditFold fold = new LogFixture()
                .catalog("{\"name\":\"m\",\"window\":{\"every\":\"minute\",\"keep\":\"1h\"}}")
                .record(NOON + 60_000, A)
                .record(NOON, A)
                .fold();

        assertThat(fold.metrics().get(0).panes()).containsOnlyKeys(NOON, NOON + 60_000);
    }

    @Test
    void replayedEventWithoutATimestampHasTheTimeOfTheFirstRecord() {
        AuditFold fold = new LogFixture()
                .catalog("{\"name\":\"m\",\"window\":{\"every\":\"minute\",\"keep\":\"1h\"}}")
                .record(new LogRecord(TOPIC, 0, 0, NOON + 60_000, NOON, A.getBytes(StandardCharsets.UTF_8)))
                .fold();

        assertThat(fold.metrics().get(0).panes()).containsOnlyKeys(NOON);
    }

    @Test
    void metricCountsFromTheVersionThatBroughtIt() {
        AuditFold fold =
                new LogFixture().record(A).catalog(M_OF_ALL).record(A).record(A).fold();

        assertThat(fold.types()).containsExactly(Map.entry("a", 3L));
        assertThat(fold.metrics().get(0).accounting()).isEqualTo(applied(2));
    }

    @Test
    void changedMetricStartsEmpty() {
        AuditFold fold = new LogFixture()
                .catalog(M_OF_A)
                .record(A)
                .catalog(M_OF_ALL)
                .record(A)
                .catalog(M_OF_ALL, "{\"name\":\"n\",\"counter\":{}}")
                .record(A)
                .fold();

        assertThat(fold.metrics().get(0).accounting()).isEqualTo(applied(2));
        assertThat(fold.metrics().get(1).accounting()).isEqualTo(applied(1));
    }

    @Test
    void metricThatWasAwayStartsEmpty() {
        AuditFold fold = new LogFixture()
                .catalog(M_OF_ALL)
                .record(A)
                .catalog()
                .record(A)
                .catalog(M_OF_ALL)
                .record(A)
                .fold();

        assertThat(fold.metrics().get(0).accounting()).isEqualTo(applied(1));
    }

    @Test
    void partitionThatAVersionDoesNotNameIsRuledFromItsStart() {
        AuditFold fold = new LogFixture()
                .catalog()
                .record(A)
                .catalog(M_OF_ALL)
                .record(1, 0, NOON, A)
                .fold();

        assertThat(fold.metrics().get(0).accounting()).isEqualTo(applied(1));
    }

    @Test
    void metricThatEndedIsNotFolded() {
        AuditFold fold =
                new LogFixture().catalog(M_OF_ALL).record(A).catalog().record(A).fold();

        assertThat(fold.metrics()).isEmpty();
    }

    @Test
    void explicitTypeCounterIsTheAutomaticOne() {
        AuditFold fold = new LogFixture()
                .record(A)
                .catalog("{\"name\":\"a\",\"counter\":{},\"events\":[\"a\"]}")
                .record(A)
                .fold();

        assertThat(fold.metrics()).isEmpty();
        assertThat(fold.types()).containsExactly(Map.entry("a", 2L));
    }

    @Test
    void metricUnderATypesNameStopsItsCounter() {
        AuditFold fold = new LogFixture()
                .catalog(A_OF_ALL)
                .record(A)
                .record("{\"eventType\":\"b\"}")
                .fold();

        assertThat(fold.types()).containsExactly(Map.entry("b", 1L));
        assertThat(fold.metrics().get(0).accounting()).isEqualTo(applied(2));
    }

    @Test
    void typeCountsAgainWhenTheMetricOfItsNameHasEnded() {
        AuditFold fold = new LogFixture()
                .record(A)
                .catalog(A_OF_ALL)
                .record(A)
                .catalog()
                .record(A)
                .record(A)
                .fold();

        assertThat(fold.types()).containsExactly(Map.entry("a", 2L));
    }

    private static String event(long time) {
        return "{\"eventType\":\"a\",\"timestamp\":" + time + "}";
    }

    private static MetricAccounting applied(long events) {
        return new MetricAccounting(events, events, 0, 0, null);
    }

    private static PartitionFold partition(AuditFold fold) {
        return Objects.requireNonNull(fold.partitions(TOPIC).get(0));
    }
}
