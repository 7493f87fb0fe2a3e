package io.tidemark.metric.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.local.LocalZooKeeper;
import io.tidemark.metric.InvalidDefinitionException;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.testing.TestServers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZooKeeperCatalogsTest {

    private static final Instant NOW = Instant.parse("2023-03-15T12:30:00.123Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static final Supplier<MetricCatalog> NOTHING = () -> MetricCatalog.EMPTY;

    private final List<CuratorFramework> clients = new ArrayList<>();
    private final String address =
            TestServers.zooKeeper("catalogs-" + UUID.randomUUID()).connectString();
    private final ZooKeeperCatalogs catalogs = new ZooKeeperCatalogs(client(address));

    @AfterEach
    void close() {
        clients.forEach(CuratorFramework::close);
    }

    @Test
    void thereIsNoneAtFirst() {
        assertThat(catalogs.newest()).isEqualTo(ConfiguredCatalog.NONE);
        assertThat(catalogs.history(10)).isEmpty();
        assertThat(catalogs.version(1)).isEmpty();
    }

    @Test
    void whatWasAddedIsTheNewestForEverybody() {
        ConfiguredCatalog first = ConfiguredCatalog.NONE.next(counters("a"), NOW, "api POST a");
        ConfiguredCatalog second = first.next(counters("a", "b"), NOW, "api POST b");

        assertThat(catalogs.add(first)).isTrue();
        assertThat(catalogs.add(second)).isTrue();

        ZooKeeperCatalogs other = new ZooKeeperCatalogs(client(address));
        assertThat(other.newest()).isEqualTo(second);
        assertThat(other.history(10))
                .containsExactly(
                        new CatalogSummary(2, NOW, "api POST b", 2), new CatalogSummary(1, NOW, "api POST a", 1));
        assertThat(other.version(1)).hasValue(first);
    }

    @Test
    void ofTwoWhoMakeTheSameVersionOneSucceeds() {
        ZooKeeperCatalogs other = new ZooKeeperCatalogs(client(address));
        ConfiguredCatalog mine = ConfiguredCatalog.NONE.next(counters("mine"), NOW, "api POST mine");
        ConfiguredCatalog theirs = ConfiguredCatalog.NONE.next(counters("theirs"), NOW, "api POST theirs");

        boolean first = other.add(theirs);
        boolean second = catalogs.add(mine);

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(catalogs.newest()).isEqualTo(theirs);
    }

    @Test
    void manyWritersLoseNoChange() {
        int writers = 4;
        int changes = 15;

        CompletableFuture.allOf(IntStream.range(0, writers)
                        .mapToObj(writer -> CompletableFuture.runAsync(() -> addEach(writer, changes)))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(catalogs.newest().version()).isEqualTo(writers * changes);
        assertThat(catalogs.newest().catalog().definitions()).hasSize(writers * changes);
    }

    @Test
    void anAnswerThatWasLostIsNoRefusal() {
        ConfiguredCatalog first = ConfiguredCatalog.NONE.next(counters("a"), NOW, "api POST a");

        catalogs.add(first);

        assertThat(catalogs.add(first)).isTrue();
    }

    @Test
    void theNewestThousandAreKept() {
        ConfiguredCatalog last = ConfiguredCatalog.NONE;
        for (int i = 0; i < 1_003; i++) {
            last = last.next(counters("m" + i), NOW, "api POST m" + i);
            catalogs.add(last);
        }

        assertThat(catalogs.history(2_000))
                .hasSize(1_000)
                .extracting(CatalogSummary::version)
                .contains(4, 1_003);
        assertThat(catalogs.version(3)).isEmpty();
    }

    @Test
    void whoStillKnowsAnOldVersionCannotMakeTheOneAfterItAgain() {
        ConfiguredCatalog outdated = ConfiguredCatalog.NONE.next(counters("old"), NOW, "api POST old");
        catalogs.add(outdated);
        ConfiguredCatalog last = outdated;
        for (int i = 0; i < 40; i++) {
            last = last.next(large(i), NOW, "api POST large");
            catalogs.add(last);
        }

        boolean added = catalogs.add(outdated.next(counters("new"), NOW, "api POST new"));

        assertThat(added).isFalse();
        assertThat(catalogs.newest()).isEqualTo(last);
    }

    @Test
    void ofLargeVersionsFewerAreKept() {
        ConfiguredCatalog last = ConfiguredCatalog.NONE;
        for (int i = 0; i < 40; i++) {
            last = last.next(large(i), NOW, "api POST large");
            catalogs.add(last);
        }

        assertThat(catalogs.history(100)).hasSizeBetween(10, 39);
    }

    @Test
    void whatNoNodeHoldsIsRefused() {
        ConfiguredCatalog huge = ConfiguredCatalog.NONE.next(random(2_000, 1), NOW, "api POST huge");

        assertThatThrownBy(() -> catalogs.add(huge))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("2000 metrics")
                .hasMessageContaining("allowed are 1000000 bytes");
    }

    @Test
    void tenThousandMetricsAreHeld() {
        ConfiguredCatalog many = ConfiguredCatalog.NONE.next(
                new MetricCatalog(counters(IntStream.range(0, 10_000)
                                .mapToObj(i -> "requests_of_service_" + i)
                                .toArray(String[]::new))
                        .definitions()),
                NOW,
                "yaml");

        assertThat(catalogs.add(many)).isTrue();

        assertThat(catalogs.newest()).isEqualTo(many);
    }

    @Test
    void theFileIsTakenOnce() {
        catalogs.take(counters("a"), NOTHING, CLOCK);

        ConfiguredCatalog again = catalogs.take(counters("a"), NOTHING, CLOCK);

        assertThat(again).isEqualTo(new ConfiguredCatalog(1, counters("a"), counters("a"), NOW, "yaml"));
    }

    @Test
    void whatWasEditedInTheFileIsTakenAndWhatTheApiMadeStays() {
        ConfiguredCatalog taken = catalogs.take(counters("kept", "removed"), NOTHING, CLOCK);
        catalogs.add(taken.next(counters("kept", "removed", "made"), NOW, "api POST made"));

        ConfiguredCatalog edited = catalogs.take(counters("kept", "added"), NOTHING, CLOCK);

        assertThat(edited.version()).isEqualTo(3);
        assertThat(edited.catalog()).isEqualTo(counters("kept", "added", "made"));
        assertThat(catalogs.newest()).isEqualTo(edited);
    }

    @Test
    void twoWhoTakeTheSameFileMakeOneVersion() {
        CompletableFuture.allOf(IntStream.range(0, 4)
                        .mapToObj(i -> new ZooKeeperCatalogs(client(address)))
                        .map(each ->
                                CompletableFuture.runAsync(() -> each.take(counters("a"), NOTHING, Clock.systemUTC())))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(catalogs.newest().version()).isEqualTo(1);
    }

    @Test
    void whatIsInForceIsKeptByTheFirstVersion() {
        ConfiguredCatalog none = catalogs.newest(() -> counters("kept", "edited"));

        ConfiguredCatalog taken = catalogs.take(counters("edited", "added"), () -> counters("kept", "edited"), CLOCK);

        assertThat(none.version()).isZero();
        assertThat(none.catalog()).isEqualTo(counters("kept", "edited"));
        assertThat(taken.version()).isEqualTo(1);
        assertThat(taken.catalog()).isEqualTo(counters("kept", "edited", "added"));
        assertThat(taken.file()).isEqualTo(counters("edited", "added"));
    }

    @Test
    void whatIsInForceIsNotAskedForWhereThereIsAVersion() {
        ConfiguredCatalog taken = catalogs.take(counters("a"), NOTHING, CLOCK);

        ConfiguredCatalog newest = catalogs.newest(() -> {
            throw new AssertionError("asked");
        });

        assertThat(newest).isEqualTo(taken);
    }

    @Test
    void anUnchangedVersionIsParsedOnce() throws Exception {
        ConfiguredCatalog first = catalogs.take(counters("a"), NOTHING, CLOCK);
        ConfiguredCatalog newest = catalogs.newest();

        assertThat(catalogs.newest()).isSameAs(newest);
        CuratorFramework other = client(address);
        other.delete().deletingChildrenIfNeeded().forPath("/tidemark/catalog");
        new ZooKeeperCatalogs(other).add(ConfiguredCatalog.NONE.next(counters("b"), NOW, "api POST b"));
        assertThat(catalogs.newest().version()).isEqualTo(first.version());
        assertThat(catalogs.newest().catalog()).isEqualTo(counters("b"));
    }

    @Test
    void whatIsNoVersionIsPassedOver() throws Exception {
        ConfiguredCatalog taken = catalogs.take(counters("a"), NOTHING, CLOCK);
        CuratorFramework client = client(address);
        for (String name :
                List.of("lock", "7", "-000000007", "9999999999", "00000000007", "\u0660".repeat(9) + "\u0667")) {
            client.create().forPath("/tidemark/catalog/" + name);
        }

        assertThat(catalogs.newest()).isEqualTo(taken);
        assertThat(catalogs.history(10)).hasSize(1);
    }

    @Test
    void nodesAreNamedAlikeInEveryLanguage() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            catalogs.take(counters("a"), NOTHING, CLOCK);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(client(address).getChildren().forPath("/tidemark/catalog")).containsExactly("0000000001");
    }

    @Test
    void aNewVersionIsTold() {
        AtomicInteger told = new AtomicInteger();
        ZooKeeperCatalogs watching = new ZooKeeperCatalogs(client(address), told::incrementAndGet);
        ConfiguredCatalog taken = watching.take(counters("a"), NOTHING, CLOCK);
        int before = told.get();

        catalogs.add(taken.next(counters("b"), NOW, "api POST b"));

        await().until(() -> told.get() > before);
    }

    @Test
    void aZooKeeperThatIsAwayIsSaid() {
        LocalZooKeeper own = TestServers.startZooKeeper();
        ZooKeeperCatalogs away = new ZooKeeperCatalogs(client(own.connectString()));
        away.take(counters("a"), NOTHING, CLOCK);

        own.close();

        assertThatThrownBy(away::newest)
                .isInstanceOf(ControlUnavailableException.class)
                .hasMessageContaining("ZooKeeper does not answer");
    }

    @Test
    void aNodeOfAnotherBuildIsSaid() throws Exception {
        CuratorFramework client = client(address);
        client.create().creatingParentsIfNeeded().forPath("/tidemark/catalog/0000000001", new byte[] {'{'});

        assertThatThrownBy(catalogs::newest)
                .isInstanceOf(ControlUnavailableException.class)
                .hasMessageContaining("version 1 of the catalog in ZooKeeper cannot be read by this build");
    }

    @Test
    void theHistoryLeavesOutWhatCannotBeRead() throws Exception {
        client(address).create().creatingParentsIfNeeded().forPath("/tidemark/catalog/0000000001", new byte[] {'{'});
        catalogs.add(new ConfiguredCatalog(2, counters("a"), MetricCatalog.EMPTY, NOW, "api POST a"));

        assertThat(catalogs.history(10)).containsExactly(new CatalogSummary(2, NOW, "api POST a", 1));
    }

    private void addEach(int writer, int changes) {
        ZooKeeperCatalogs own = new ZooKeeperCatalogs(client(address));
        for (int i = 0; i < changes; i++) {
            String name = "w" + writer + "_" + i;
            boolean added = false;
            while (!added) {
                ConfiguredCatalog newest = own.newest();
                MetricCatalog next = newest.catalog().withEdits(MetricCatalog.EMPTY, counters(name));
                added = own.add(newest.next(next, NOW, name));
            }
        }
    }

    private static MetricCatalog counters(String... names) {
        return MetricCatalog.parse(List.of(names).stream()
                .map(name -> "{\"name\":\"" + name + "\",\"counter\":{},\"by\":\"userId\"}")
                .collect(Collectors.joining(",", "{\"metrics\":[", "]}")));
    }

    /** Of half the size that a node may have. */
    private static MetricCatalog large(int seed) {
        return random(700, seed);
    }

    /** Nothing that can be made smaller: about 700 bytes each. */
    private static MetricCatalog random(int metrics, int seed) {
        Random random = new Random(seed);
        return MetricCatalog.parse(IntStream.range(0, metrics)
                .mapToObj(i -> "{\"name\":\"m" + i + "\",\"counter\":{},\"by\":["
                        + Stream.generate(() -> "\"data." + letters(random, 240) + "\"")
                                .limit(4)
                                .collect(Collectors.joining(","))
                        + "]}")
                .collect(Collectors.joining(",", "{\"metrics\":[", "]}")));
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 0, 62)
                .mapToObj(i -> String.valueOf((char) (i < 10 ? '0' + i : i < 36 ? 'A' + i - 10 : 'a' + i - 36)))
                .collect(Collectors.joining());
    }

    private synchronized CuratorFramework client(String connectString) {
        CuratorFramework client = CuratorFrameworkFactory.newClient(connectString, 6_000, 2_000, new RetryOneTime(100));
        client.start();
        clients.add(client);
        return client;
    }
}
