package io.tidemark.cli.audit;

import static io.tidemark.cli.audit.LogFixture.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.TopicLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

    private static final String A = "{\"eventType\":\"a\",\"eventId\":\"1\"}";
    private static final String M = "{\"name\":\"m\",\"counter\":{}}";

    private final LogFixture log =
            new LogFixture().catalog(M).record(A).record(A).record("poison");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void foldGoesOnWhereTheBaselineEnds() throws Exception {
        Baseline baseline = saved(log.fold());
        log.record(A).record("{\"eventType\":\"b\"}");

        AuditFold fold = AuditFold.from(baseline, snapshot());
        fold.records(log.records().subList(3, 5));

        assertThat(fold.missing()).isEqualTo(2);
        assertThat(fold.types()).containsOnly(Map.entry("a", 1L), Map.entry("b", 1L));
        PartitionFold partition =
                Objects.requireNonNull(fold.partitions(LogFixture.TOPIC).get(0));
        assertThat(partition.duplicates()).isEqualTo(2);
        assertThat(partition.rejected()).isEqualTo(1);
        assertThat(partition.length()).isEqualTo(5);
    }

    @Test
    void typeWhoseNameAMetricHasTakenSinceIsForgotten() throws Exception {
        Baseline baseline = saved(log.fold());
        log.catalog("{\"name\":\"a\",\"counter\":{}}");

        assertThat(AuditFold.from(baseline, snapshot()).types()).isEmpty();
    }

    @Test
    void metricThatHasChangedSinceStartsEmpty() throws Exception {
        Baseline baseline = saved(log.fold());
        log.catalog("{\"name\":\"m\",\"counter\":{},\"events\":[\"a\"]}");

        AuditFold fold = AuditFold.from(baseline, snapshot());

        assertThat(fold.metrics().get(0).accounting().matched()).isZero();
    }

    @Test
    void storesClockThatWentBackBringsNoPaneBack() throws Exception {
        AuditFold later = AuditFold.fromTheStart(at(NOON + 5, snapshot()), FoldObserver.NONE);
        Baseline baseline = saved(later);

        assertThat(AuditFold.from(baseline, snapshot()).now()).isEqualTo(NOON + 5);
    }

    @Test
    void storeThatWasSetBackIsToldSo() throws Exception {
        Baseline baseline = saved(log.fold());
        log.ledger(0, 0, 2);

        assertRefused(baseline, snapshot(), "offset 3 of partition 0 of events", "stands at 2", "was set back");
    }

    @Test
    void otherTopicOfTheSameNameIsRefused() throws Exception {
        Baseline baseline = saved(log.fold());
        TopicLedger ledger = Objects.requireNonNull(snapshot().ledgers().get(LogFixture.TOPIC));
        TopicLedger other = new TopicLedger("other", ledger.positions(), ledger.starts(), Map.of(), Map.of());

        assertRefused(baseline, with(Map.of(LogFixture.TOPIC, other)), "with the id id", "has the id other");
        assertRefused(baseline, with(Map.of()), "no ledger of its topic events");
    }

    @Test
    void otherStartIsRefused() throws Exception {
        Baseline baseline = saved(log.fold());
        log.ledger(0, 1, 3);

        assertRefused(baseline, snapshot(), "begins at offset 0", "the store at 1");
    }

    @Test
    void otherHistoryOfTheCatalogIsRefused() throws Exception {
        Baseline baseline = saved(log.fold());
        StoreSnapshot snapshot = snapshot();
        CatalogVersion first = snapshot.catalogs().get(0);
        Map<String, Map<Integer, Long>> from = Map.of(LogFixture.TOPIC, Map.of(0, 1L));
        CatalogVersion elsewhere = new CatalogVersion(1, first.catalog(), from);
        CatalogVersion renumbered = new CatalogVersion(2, first.catalog(), first.from());

        assertRefused(baseline, with(List.of(elsewhere)), "history of the store's catalog");
        assertRefused(baseline, with(List.of(renumbered)), "history of the store's catalog");
        assertRefused(baseline, with(List.of()), "history of the store's catalog");
    }

    @Test
    void deduplicationThatWasWidenedSinceIsRefused() throws Exception {
        Baseline baseline = saved(log.fold());
        log.deduplication("10m", 1_000_001).catalog(M);

        assertRefused(baseline, snapshot(), "deduplication reaches further back");
    }

    @Test
    void fileIsForItsOwnerOnlyAndNothingIsLeftBeside() throws Exception {
        saved(log.fold());

        try (var files = Files.list(folder)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void anythingElseThanABaselineIsRefused() throws IOException {
        Path file = folder.resolve("b");

        assertThatThrownBy(() -> new BaselineFile(file).read())
                .isInstanceOf(NotProvableException.class)
                .hasMessageContaining("cannot be read");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> new BaselineFile(file).read())
                .isInstanceOf(NotProvableException.class)
                .hasMessageContaining("cannot be read");
        for (String content : List.of("{}", "null", "{\"format\":\"tidemark-audit-baseline-0\"}", "{\"format\":")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(content.getBytes(UTF_8));
            }
            Files.write(file, bytes.toByteArray());
            assertThatThrownBy(() -> new BaselineFile(file).read()).isInstanceOf(NotProvableException.class);
        }
    }

    @Test
    void baselineOfAnEarlierReleaseIsToldSo() throws IOException {
        Path file = folder.resolve("b");
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write("{\"format\":\"tidemark-audit-baseline-1\",\"time\":0,\"horizon\":0,\"distance\":0}"
                    .getBytes(UTF_8));
        }

        assertThatThrownBy(() -> new BaselineFile(file).read())
                .isInstanceOf(NotProvableException.class)
                .hasMessageContaining("is no baseline of this release");
    }

    @Test
    void savedNumberWithoutItsPartIsRefused() {
        assertThatThrownBy(() -> FoldedNumbers.sum().restore("12.5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12.5")
                .hasMessageContaining("PART=VALUE");
        assertThatThrownBy(() -> new FoldedLast().restore("12.5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12.5")
                .hasMessageContaining("PLACE VALUE");
    }

    private Baseline saved(AuditFold fold) throws Exception {
        BaselineFile file = new BaselineFile(folder.resolve("b"));
        file.write(fold.baseline(snapshot()));
        return file.read();
    }

    private static void assertRefused(Baseline baseline, StoreSnapshot snapshot, String... reasons) {
        assertThatThrownBy(() -> AuditFold.from(baseline, snapshot))
                .isInstanceOf(NotProvableException.class)
                .hasMessageContainingAll(reasons);
    }

    private StoreSnapshot snapshot() {
        return log.snapshot(Map.of(), Map.of(), Map.of(), Map.of(), null);
    }

    private StoreSnapshot with(Map<String, TopicLedger> ledgers) {
        StoreSnapshot s = snapshot();
        return new StoreSnapshot(s.time(), s.catalogs(), ledgers, s.accounting(), s.values());
    }

    private StoreSnapshot with(List<CatalogVersion> catalogs) {
        StoreSnapshot s = snapshot();
        return new StoreSnapshot(s.time(), catalogs, s.ledgers(), s.accounting(), s.values());
    }

    private static StoreSnapshot at(long time, StoreSnapshot s) {
        return new StoreSnapshot(Instant.ofEpochMilli(time), s.catalogs(), s.ledgers(), s.accounting(), s.values());
    }
}
