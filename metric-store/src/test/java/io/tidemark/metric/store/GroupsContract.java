package io.tidemark.metric.store;

import static io.tidemark.metric.store.MetricDelta.UNGROUPED;
import static io.tidemark.metric.store.TestBatch.TOPIC;
import static io.tidemark.metric.store.TestBatch.TOPIC_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.Accumulator;
import io.tidemark.metric.GroupHash;
import io.tidemark.metric.HyperLogLog;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricValue;
import io.tidemark.metric.store.StoreSnapshot.StoredName;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store makes of groups that stand by themselves. */
public abstract class GroupsContract {

    protected static final long NOON = MetricStoreContract.NOON;
    protected static final long MINUTE = 60_000;
    protected static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOON + 1), ZoneOffset.UTC);

    protected static final MetricDefinition VISITORS = metric(
            "{'name':'visitors','window':{'every':'minute','keep':'24h'},'aggregate':'distinct(userId)','by':'data.g'}");
    protected static final MetricDefinition USERS =
            metric("{'name':'users','window':{'every':'minute','keep':'24h'},'aggregate':'distinct(userId)'}");

    /** Texts that could be taken for something else. */
    private static final List<String> GROUPS =
            List.of("", ":", "a:b", "202301010000", "groups", "visitors", "☃", "*", "__none__", "x".repeat(1_024));

    protected MetricWriter writer = new InMemoryMetricStore(CLOCK);
    protected MetricReader reader = new InMemoryMetricStore(CLOCK);

    /** Opens an empty store and sets {@link #writer} and {@link #reader}. */
    protected abstract void open();

    @BeforeEach
    void claimAPartition() {
        open();
        assertThat(writer.activate(CatalogVersion.NONE, new MetricCatalog(List.of(VISITORS, USERS)), Set.of(TOPIC)))
                .isTrue();
        assertThat(writer.claim(writer.incarnation(), TOPIC, TOPIC_ID, Map.of(0, 0L)))
                .isEqualTo(ClaimResult.CLAIMED);
    }

    @Test
    void eachGroupHasItsOwnElements() {
        apply(batch().distinctIn(VISITORS, NOON, "DE", "a", "b").distinctIn(VISITORS, NOON, "FR", "a"));
        apply(batch().distinctIn(VISITORS, NOON, "DE", "b", "c").distinctIn(VISITORS, NOON + MINUTE, "DE", "d"));

        WindowValues values = read(VISITORS, NOON, NOON + MINUTE, Grain.FINEST);

        assertThat(counts(values.panes().get(0).groups())).isEqualTo(Map.of("DE", 3L, "FR", 1L));
        assertThat(counts(values.panes().get(1).groups())).isEqualTo(Map.of("DE", 1L));
        assertThat(counts(values.totals())).isEqualTo(Map.of("DE", 4L, "FR", 1L));
    }

    @Test
    void groupsAndPanesThatAreMergedAreTheUnionOfTheirElements() {
        apply(batch().distinctIn(VISITORS, NOON, "DE", "a", "b").distinctIn(VISITORS, NOON, "FR", "a"));
        apply(batch().distinctIn(VISITORS, NOON + MINUTE, "FR", "b", "c"));

        WindowValues values =
                read(VISITORS, NOON, NOON + MINUTE, new Grain(pane -> pane - pane % (2 * MINUTE), group -> "all"));

        assertThat(values.panes()).extracting(Pane::start).containsExactly(NOON);
        assertThat(counts(values.panes().get(0).groups())).isEqualTo(Map.of("all", 3L));
        assertThat(counts(values.totals())).isEqualTo(Map.of("all", 3L));
    }

    @Test
    void aGroupMayHaveAnyText() {
        for (String group : GROUPS) {
            apply(batch().distinctIn(VISITORS, NOON, group, "in " + group, "a"));
        }

        Map<String, Long> counts =
                counts(read(VISITORS, NOON, NOON, Grain.FINEST).totals());

        assertThat(counts.keySet()).containsExactlyInAnyOrderElementsOf(GROUPS);
        assertThat(counts.values()).containsOnly(2L);
    }

    @Test
    void snapshotHasEachSketchAndItsPlaceInTheIndex() {
        apply(batch().distinctIn(VISITORS, NOON, "a:b", "u").distinct(USERS, NOON, "u"));

        HyperLogLog sketch = new HyperLogLog();
        sketch.add("u");
        assertThat(values())
                .isEqualTo(Map.of(
                        reader.nameOf(VISITORS, NOON, "a:b", Accumulator.WHOLE), sketch.toString(),
                        reader.nameInIndex(VISITORS, NOON, "a:b"), "score " + GroupHash.of("a:b"),
                        reader.nameOf(USERS, NOON, UNGROUPED, Accumulator.WHOLE), sketch.toString()));
    }

    @Test
    void aMetricThatEndsTakesTheKeysOfItsGroupsWithIt() {
        for (String group : GROUPS) {
            apply(batch().distinctIn(VISITORS, NOON, group, "a").distinct(USERS, NOON, "a"));
        }

        writer.activate(writer.catalog(), new MetricCatalog(List.of(USERS)), Set.of(TOPIC));

        assertThat(values()).containsOnlyKeys(reader.nameOf(USERS, NOON, UNGROUPED, Accumulator.WHOLE));
    }

    @Test
    void resetRemovesTheKeysOfGroups() {
        GROUPS.forEach(group -> apply(batch().distinctIn(VISITORS, NOON, group, "a")));

        writer.reset(TOPIC, TOPIC_ID, Map.of(0, 0L));

        assertThat(values()).isEmpty();
        assertThat(read(VISITORS, NOON, NOON, Grain.FINEST).totals()).isEmpty();
    }

    @Test
    void aPaneThatIsNoLongerKeptHasNoGroups() {
        apply(batch().distinctIn(VISITORS, NOON, "DE", "a"));

        Instant now = Instant.ofEpochMilli(NOON);
        Instant later = now.plusSeconds(25 * 3600);
        assertThat(reader.window(VISITORS, now, now, later).totals()).isEmpty();
    }

    protected static MetricDefinition metric(String json) {
        return MetricCatalog.parse("{\"metrics\":[" + json.replace('\'', '"') + "]}").definitions().stream()
                .findFirst()
                .orElseThrow();
    }

    /** Of the next offset. */
    protected TestBatch batch() {
        TopicLedger ledger = writer.ledger(TOPIC);
        long from = Objects.requireNonNull(ledger.positions().get(0)).offset();
        long before = ledger.progress().getOrDefault(0, PartitionBatch.NO_LOG_TIME);
        return new TestBatch(TOPIC, TOPIC_ID, 0, writer.catalog(), 0, from, before).at(NOON);
    }

    protected void apply(TestBatch batch) {
        assertThat(writer.apply(batch.toNext())).isEqualTo(new ApplyResult.Applied());
    }

    protected WindowValues read(MetricDefinition metric, long from, long to, Grain grain) {
        return reader.window(
                metric, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), Instant.ofEpochMilli(NOON), grain);
    }

    protected Map<StoredName, String> values() {
        return reader.snapshot().values();
    }

    protected static Map<String, Long> counts(Map<String, MetricValue> values) {
        Map<String, Long> counts = new HashMap<>();
        values.forEach((group, value) ->
                counts.put(group, Objects.requireNonNull(value.number()).longValue()));
        return counts;
    }
}
