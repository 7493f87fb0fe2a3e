package io.tidemark.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.local.LocalRedis;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.processor.log.RecoveryReason;
import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What moved under the processor: what it does, and that it says so in a metric and in its health. */
class RecoveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LocalRedis redis = TestServers.startRedis();
    private final RunningProcessor processor = new RunningProcessor(redis);

    @AfterEach
    void close() {
        processor.close();
        redis.close();
    }

    @Test
    void topicThatWasNeverFoldedIsFoldedFromItsBeginning() throws Exception {
        processor.start();
        processor.sendTypes("login", 10);
        processor.awaitEnd();

        assertTold(RecoveryReason.ASSIGNED);
        assertTold(RecoveryReason.FIRST_SEEN);
        awaitHealth("reason=first_seen");
        processor.stop();
        processor.start();
        awaitHealth("reason=assigned");
    }

    @Test
    void whatRetentionTookBeforeItWasFoldedIsAGap() throws Exception {
        processor.start();
        processor.sendTypes("login", 100);
        processor.awaitEnd();
        processor.stop();
        processor.sendTypes("login", 60);
        processor.deleteRecords(0, 70);

        processor.start();

        awaitHealth("idsLost=the log begins at 70");
        assertFolded(140, 20);
        assertTold(RecoveryReason.RETENTION_GAP);
        awaitHealth("reason=retention_gap");
        assertThat(processor.count("tidemark.events", "fate", "gap")).isEqualTo(20);
    }

    @Test
    void whatRetentionTookWhileItWasReadIsAGap() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        processor.start(
                store -> new FaultyStore(store, (real, batch) -> {
                    if (away.get()) {
                        throw new StoreUnavailableException("away", new IOException());
                    }
                    return real.apply(batch);
                }),
                "--spring.kafka.consumer.max-poll-records=5",
                "--spring.kafka.consumer.properties.max.partition.fetch.bytes=500");
        processor.awaitEnd();
        away.set(true);
        for (int i = 0; i < 40; i++) {
            processor.sendTypes("login", 10);
        }
        await().atMost(PATIENCE).until(() -> processor.health().contains("WAITING"));
        processor.deleteRecords(0, 190);

        away.set(false);

        TopicLedger ledger = processor.awaitEnd();
        assertThat(RunningProcessor.fate(ledger, Fate.GAP)).isBetween(100L, 190L);
        assertFolded(400 - RunningProcessor.fate(ledger, Fate.GAP), RunningProcessor.fate(ledger, Fate.GAP));
        assertTold(RecoveryReason.OUT_OF_RANGE);
        assertTold(RecoveryReason.RETENTION_GAP);
    }

    @Test
    void addedPartitionIsFoldedFromItsBeginning() throws Exception {
        processor.start("--spring.kafka.consumer.properties.metadata.max.age.ms=500");
        processor.sendTypes("login", 10);
        processor.awaitEnd();

        processor.addPartition();
        processor.sendTo(2, "login", 7);

        await().atMost(PATIENCE).until(() -> processor.positions().containsKey(2));
        assertFolded(17, 0);
        assertTold(RecoveryReason.PARTITION_ADDED);
    }

    @Test
    void olderCopyOfRedisIsBroughtUpToTheLog(@TempDir Path copy) throws Exception {
        processor.start();
        processor.sendTypes("login", 100);
        processor.awaitEnd();
        restartRedis(() -> copy(redis.settings().dataDir(), copy));
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        restartRedis(() -> {
            FileSystemUtils.deleteRecursively(redis.settings().dataDir().resolve("appendonlydir"));
            copy(copy, redis.settings().dataDir());
        });

        assertFolded(200, 0);
        assertTold(RecoveryReason.LEDGER_BEHIND);
    }

    @Test
    void emptiedRedisIsFilledAgain() throws Exception {
        processor.start();
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        processor.emptyStore();

        assertFolded(100, 0);
        assertTold(RecoveryReason.LEDGER_GONE);
        assertTold(RecoveryReason.STORE_EMPTIED);
    }

    @Test
    void catalogThatIsNotTheConfiguredOneIsPutRight() throws Exception {
        processor.start();
        processor.awaitEnd();
        CatalogVersion configured = processor.reader().catalog();

        processor.writer().activate(configured, MetricCatalog.EMPTY, Set.of(processor.topic()));

        await().atMost(PATIENCE)
                .until(() -> processor.reader().catalog().catalog().equals(configured.catalog()));
        assertThat(processor.reader().catalog().version()).isEqualTo(3);
        assertThat(processor.health()).doesNotContain("catalog=");
    }

    @Test
    void lostLedgerStops() throws Exception {
        processor.start();
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        processor.deleteLedger();

        assertStopped(RecoveryReason.LEDGER_LOST);
    }

    @Test
    void recreatedTopicStops() throws Exception {
        processor.start();
        processor.awaitEnd();

        processor.recreateTopic();

        assertStopped(RecoveryReason.TOPIC_RECREATED);
    }

    @Test
    void logThatEndsBeforeTheLedgerStops() throws Exception {
        processor.start();
        processor.sendTypes("login", 100);
        processor.awaitEnd();
        processor.stop();

        processor.setLedger(0, "1000@0");
        processor.start();

        assertStopped(RecoveryReason.LOG_TRUNCATED);
        awaitHealth("state=RUNNING"); // the other partition
        processor.setLedger(0, "50@0");
        await().atMost(PATIENCE).until(() -> !processor.health().contains("STOPPED"));
    }

    /** Idle all the while: nothing is sent that would meet a refusal. */
    private void assertFolded(long counted, long gap) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            TopicLedger ledger = processor.reader().ledger(processor.topic());
            assertThat(RunningProcessor.fate(ledger, Fate.COUNTED)).isEqualTo(counted);
            assertThat(RunningProcessor.fate(ledger, Fate.GAP)).isEqualTo(gap);
        });
        assertThat(RunningProcessor.isBalanced(processor.awaitEnd())).isTrue();
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(counted)));
    }

    /** Within the second in which health is brought up to date. */
    private void awaitHealth(String part) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(processor.health()).contains(part));
    }

    private void assertTold(RecoveryReason reason) {
        assertThat(processor.count("tidemark.recoveries", "reason", reason.text()))
                .as(reason.text())
                .isPositive();
    }

    private void assertStopped(RecoveryReason reason) {
        awaitHealth("STOPPED");
        awaitHealth("reason=" + reason.text());
        assertThat(processor.health()).contains("./tidemark ledger reset " + processor.topic() + " --to earliest");
        assertTold(reason);
        assertThat(processor.gauge("tidemark.partitions", "state", "stopped")).isPositive();
    }

    private void restartRedis(ThrowingRunnable whileDown) throws Exception {
        redis.close();
        whileDown.run();
        redis = LocalRedis.start(redis.settings());
    }

    private static void copy(Path from, Path to) throws IOException {
        FileSystemUtils.copyRecursively(from.resolve("appendonlydir"), to.resolve("appendonlydir"));
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }
}
