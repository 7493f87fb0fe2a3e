package io.tidemark.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.local.LocalRedis;
import io.tidemark.local.LocalZooKeeper;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.control.ProcessorState;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.testing.TestServers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The catalog is changed while processors run. */
class ControlTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] ONLY_ALL = {"--tidemark.metrics[0].name=all", "--tidemark.metrics[0].counter="};

    private final LocalRedis redis = TestServers.startRedis();
    private LocalZooKeeper zooKeeper = TestServers.startZooKeeper();
    private final RunningProcessor processor = new RunningProcessor(redis, zooKeeper);

    @AfterEach
    void close() {
        processor.close();
        zooKeeper.close();
        redis.close();
    }

    @Test
    void theFirstStartTakesTheFile() throws Exception {
        processor.start(ONLY_ALL);
        processor.awaitEnd();

        assertThat(processor.configured().version()).isEqualTo(1);
        assertThat(processor.configured().how()).isEqualTo("yaml");
        assertThat(processor.configured().catalog()).isEqualTo(counters("all"));
        assertThat(processor.reader().catalog().catalog()).isEqualTo(counters("all"));
    }

    @Test
    void changesUnderLoadHoldOnBothProcessorsAndNothingIsLost() throws Exception {
        processor.start().start();
        await().atMost(PATIENCE).until(() -> processor.registered().size() == 2);
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> send(enough));

        for (int i = 1; i <= 20; i++) {
            int version = processor.add(counters("m" + i, "stays"));
            await().atMost(Duration.ofSeconds(3))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> processor.registered().stream().allMatch(each -> each.catalogVersion() == version));
        }
        enough.set(true);

        int sent = load.join();
        TopicLedger ledger = processor.awaitEnd();
        assertThat(RunningProcessor.isBalanced(ledger)).isTrue();
        assertThat(processor.reader().counters().get("login")).isEqualByComparingTo(BigDecimal.valueOf(sent));
        assertThat(processor.reader().counters()).containsKeys("m20", "stays").doesNotContainKey("m19");
        List<CatalogVersion> history = processor.reader().catalogHistory();
        assertThat(history)
                .hasSize(21)
                .last()
                .satisfies(version ->
                        assertThat(version.from().get(processor.topic())).isNotEmpty());
    }

    @Test
    void anEditedFileIsMergedWithWhatTheApiMade() throws Exception {
        processor.start(ONLY_ALL);
        processor.awaitEnd();
        processor.configure(counters("all", "made"));
        processor.stop();

        processor.start(ONLY_ALL);
        processor.awaitEnd();
        assertThat(processor.configured().version()).as("an unchanged file").isEqualTo(2);
        processor.stop();
        processor.start("--tidemark.metrics[0].name=edited", "--tidemark.metrics[0].counter=");
        processor.awaitEnd();

        assertThat(processor.configured().version()).isEqualTo(3);
        assertThat(processor.reader().catalog().catalog()).isEqualTo(counters("edited", "made"));
    }

    @Test
    void anEmptiedStoreGetsTheNewestCatalog() throws Exception {
        processor.start(ONLY_ALL);
        processor.sendTypes("login", 100);
        processor.awaitEnd();
        processor.configure(counters("made"));

        processor.emptyStore();

        processor.awaitEnd();
        assertThat(processor.reader().catalog().catalog()).isEqualTo(counters("made"));
        assertThat(processor.reader().counters().get("made")).isEqualByComparingTo("100");
    }

    @Test
    void aZooKeeperThatLostTheCatalogsTakesNoMetricAway() throws Exception {
        processor.start(ONLY_ALL);
        processor.configure(counters("all", "made"));
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        processor.loseCatalogs();
        processor.add(counters("other"));
        awaitHealth("catalog=ZooKeeper tells of version 1 of the catalog as the newest, but 2 was seen");
        await("folding goes on").atMost(PATIENCE).until(() -> processor.health().startsWith("UP {catalog="));
        processor.loseCatalogs();
        processor.stop();
        processor.start(ONLY_ALL);
        processor.awaitEnd();

        await().atMost(PATIENCE).until(() -> processor.configured().version() == 1);
        assertThat(processor.configured().catalog()).isEqualTo(counters("all", "made"));
        assertThat(processor.reader().catalog().catalog()).isEqualTo(counters("all", "made"));
        assertThat(processor.reader().counters().get("made")).isEqualByComparingTo("100");
    }

    @Test
    void numbersGoOnWhileZooKeeperIsAwayAndItsNewsAreTakenWhenItIsBack() throws Exception {
        processor.start(ONLY_ALL);
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        zooKeeper.close();
        processor.sendTypes("login", 100);
        processor.awaitEnd();
        awaitHealth("catalog=the configured catalog is not known: ZooKeeper does not answer");
        assertThat(processor.health()).startsWith("UP");
        zooKeeper = LocalZooKeeper.start(zooKeeper.settings());

        await().atMost(PATIENCE).ignoreExceptions().until(() -> processor.add(counters("all", "made")) == 2);
        await().atMost(PATIENCE).until(() -> processor.reader().catalog().version() == 2);
        await().atMost(PATIENCE).until(() -> !processor.health().contains("catalog="));
        await().atMost(PATIENCE).until(() -> processor.registered().size() == 1);
        assertThat(processor.reader().counters().get("all")).isEqualByComparingTo("200");
    }

    @Test
    void aStartWithoutZooKeeperFoldsByTheCatalogInForceAndTakesTheFileLater() throws Exception {
        processor.start(ONLY_ALL);
        processor.sendTypes("login", 100);
        processor.awaitEnd();
        processor.stop();
        zooKeeper.close();

        processor.start(Stream.concat(
                        Stream.of(ONLY_ALL),
                        Stream.of("--tidemark.metrics[1].name=edited", "--tidemark.metrics[1].counter="))
                .toArray(String[]::new));
        processor.sendTypes("login", 100);
        processor.awaitEnd();
        awaitHealth("catalog=the configured catalog is not known: ZooKeeper does not answer");
        assertThat(processor.reader().counters().get("all")).isEqualByComparingTo("200");
        zooKeeper = LocalZooKeeper.start(zooKeeper.settings());

        await().atMost(PATIENCE)
                .until(() -> processor.reader().catalog().catalog().equals(counters("all", "edited")));
    }

    @Test
    void aFirstStartWithoutZooKeeperWaits() throws Exception {
        zooKeeper.close();

        processor.start(ONLY_ALL);
        awaitHealth("waitingFor=the configured catalog is not known: ZooKeeper does not answer");
        assertThat(processor.health()).startsWith("OUT_OF_SERVICE");
        zooKeeper = LocalZooKeeper.start(zooKeeper.settings());

        processor.sendTypes("login", 10);
        processor.awaitEnd();
        assertThat(processor.reader().counters().get("all")).isEqualByComparingTo("10");
    }

    @Test
    void aCatalogThatCannotBeAddedIsToldAndTheOneInForceStays() throws Exception {
        processor.start(ONLY_ALL);
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        processor.add(counters("all", "login"));

        awaitHealth("metric 'login' cannot be added");
        await("folding goes on").atMost(PATIENCE).until(() -> processor.health().startsWith("UP {catalog="));
        processor.configure(counters("all", "logins"));
        await().atMost(PATIENCE).until(() -> !processor.health().contains("catalog="));
    }

    @Test
    void aProcessorIsEnteredWithWhatItFolds() throws Exception {
        processor.start(ONLY_ALL);
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        await().atMost(PATIENCE).untilAsserted(() -> {
            ProcessorState state = processor.registered().get(0);
            assertThat(state.catalogVersion()).isEqualTo(1);
            assertThat(state.partitions())
                    .containsExactly(
                            new ProcessorState.Partition(processor.topic(), 0, "running", 50, 0L),
                            new ProcessorState.Partition(processor.topic(), 1, "running", 50, 0L));
        });
        processor.stop();
        await().atMost(PATIENCE).until(() -> processor.registered().isEmpty());
    }

    /** Until it is enough; returns how many. */
    private int send(AtomicBoolean enough) {
        try {
            int sent = 0;
            while (!enough.get()) {
                processor.sendTypes("login", 500);
                sent += 500;
            }
            return sent;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitHealth(String part) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(processor.health()).contains(part));
    }

    private static MetricCatalog counters(String... names) {
        return MetricCatalog.parse(Stream.of(names)
                .map(name -> "{\"name\":\"" + name + "\",\"counter\":{}}")
                .collect(Collectors.joining(",", "{\"metrics\":[", "]}")));
    }
}
