package io.tidemark.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.local.LocalRedis;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessorTest {

    private static LocalRedis redis;
    private RunningProcessor processor;

    @BeforeAll
    static void startRedis() {
        redis = TestServers.startRedis();
    }

    @AfterAll
    static void stopRedis() throws IOException {
        redis.close();
    }

    @BeforeEach
    void create() {
        processor = new RunningProcessor(redis);
    }

    @AfterEach
    void close() {
        processor.close();
    }

    @Test
    void everyEventIsCountedOnce() throws Exception {
        processor.start("--tidemark.metrics[0].name=users", "--tidemark.metrics[0].leaderboard.by=userId");

        processor.sendTypes("login", 5_000);

        TopicLedger ledger = processor.awaitEnd();
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(5_000)));
        assertThat(RunningProcessor.fate(ledger, Fate.COUNTED)).isEqualTo(5_000);
        var users = processor.reader().catalog().catalog().find("users").orElseThrow();
        assertThat(processor.reader().top(users, OptionalLong.empty(), 1).get(0).score())
                .isEqualByComparingTo("715");
    }

    @Test
    void aRestartGoesOnFromTheLedger() throws Exception {
        processor.start();
        processor.sendTypes("login", 100);
        processor.awaitEnd();
        processor.stop();
        processor.sendTypes("login", 11);

        processor.start();

        processor.awaitEnd();
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(111)));
    }

    @Test
    void poisonGoesToTheDeadLetterTopicAndThePartitionGoesOn() throws Exception {
        processor.start();
        List<byte @Nullable []> poison = new ArrayList<>(Arrays.asList(
                "not json".getBytes(UTF_8),
                "{\"eventType\":7}".getBytes(UTF_8),
                ("{\"eventType\":\"a\",\"data\":{\"x\":\"" + "y".repeat(900_000) + "\"}}").getBytes(UTF_8),
                null,
                "[".repeat(100_000).getBytes(UTF_8),
                ("{\"eventType\":\"a\",\"data\":{\"x\":" + "[".repeat(100_000)).getBytes(UTF_8)));

        processor.send(poison);
        processor.sendTypes("login", 10);

        TopicLedger ledger = processor.awaitEnd();
        List<ConsumerRecord<byte[], byte[]>> letters = processor.deadLetters(poison.size());
        assertThat(letters)
                .extracting(letter -> header(letter, "tidemark-reason"))
                .containsExactlyInAnyOrder(
                        "INVALID_JSON", "INVALID_EVENT_TYPE", "TOO_LARGE", "NO_VALUE", "NOT_AN_OBJECT", "JSON_LIMIT");
        assertThat(letters)
                .extracting(letter -> header(letter, "tidemark-partition") + "@" + header(letter, "tidemark-offset"))
                .containsExactlyInAnyOrder("0@0", "1@0", "0@1", "1@1", "0@2", "1@2");
        assertThat(RunningProcessor.fate(ledger, Fate.REJECTED)).isEqualTo(6);
        assertThat(RunningProcessor.fate(ledger, Fate.COUNTED)).isEqualTo(10);
        assertThat(RunningProcessor.isBalanced(ledger)).isTrue();
    }

    @Test
    void markersOfTransactionsMoveTheLedgerAndAbortedEventsAreNotCounted() throws Exception {
        processor.start();
        try (KafkaProducer<byte[], byte[]> producer = processor.transactionalProducer()) {
            inTransaction(producer, "kept").commitTransaction();
            inTransaction(producer, "aborted").abortTransaction();
        }

        TopicLedger ledger = processor.awaitEnd();
        assertThat(processor.reader().counters()).isEqualTo(Map.of("kept", BigDecimal.valueOf(2)));
        assertThat(RunningProcessor.fate(ledger, Fate.EMPTY)).isEqualTo(6);
        assertThat(RunningProcessor.isBalanced(ledger)).isTrue();
    }

    @Test
    void aStoreThatWasAwayLosesNothing() throws Exception {
        processor.start();
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        redis.close();
        processor.sendTypes("login", 1_000);
        redis = LocalRedis.start(redis.settings());

        TopicLedger ledger = processor.awaitEnd();
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(1_100)));
        assertThat(RunningProcessor.isBalanced(ledger)).isTrue();
    }

    @Test
    void anEmptiedStoreIsFoldedAgainFromTheStart() throws Exception {
        processor.start();
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        processor.emptyStore();

        TopicLedger ledger = processor.awaitEnd();
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(100)));
        assertThat(RunningProcessor.isBalanced(ledger)).isTrue();
    }

    @Test
    void aReplyThatWasLostIsNotAppliedTwice() throws Exception {
        AtomicInteger lost = new AtomicInteger();
        processor.start(store -> new FaultyStore(store, (real, batch) -> {
            ApplyResult result = real.apply(batch);
            if (lost.incrementAndGet() % 2 == 1) {
                throw new StoreUnavailableException("the reply was lost", new IOException());
            }
            return result;
        }));

        processor.sendTypes("login", 500);

        TopicLedger ledger = processor.awaitEnd();
        assertThat(lost).hasPositiveValue();
        Awaitility.await().until(() -> processor.count("tidemark.recoveries", "reason", "reply_lost") > 0);
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(500)));
        assertThat(RunningProcessor.isBalanced(ledger)).isTrue();
    }

    @Test
    void aCatalogThatChangesUnderneathHoldsFromTheLedgerOn() throws Exception {
        processor.start();
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        processor.configure(MetricCatalog.parse("{\"metrics\":[{\"name\":\"all\",\"counter\":{}}]}"));
        processor.sendTypes("login", 10);

        processor.awaitEnd();
        assertThat(processor.reader().counters())
                .isEqualTo(Map.of("login", BigDecimal.valueOf(110), "all", BigDecimal.valueOf(10)));
    }

    @Test
    void aChangedCatalogIsInForceAfterARestart() throws Exception {
        processor.start("--tidemark.metrics[0].name=all", "--tidemark.metrics[0].counter=");
        processor.sendTypes("login", 100);
        processor.awaitEnd();
        processor.stop();

        processor.start(
                "--tidemark.metrics[0].name=all",
                "--tidemark.metrics[0].counter=",
                "--tidemark.metrics[0].events=logout");
        processor.sendTypes("logout", 10);

        processor.awaitEnd();
        assertThat(processor.reader().counters().get("all")).isEqualByComparingTo("10");
        assertThat(processor.reader().catalogHistory()).hasSize(2);
    }

    @Test
    void aDeletedLedgerStopsThePartitionInsteadOfCountingTwice() throws Exception {
        processor.start();
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        processor.deleteLedger();

        Awaitility.await().until(() -> processor.health().contains("STOPPED"));
        assertThat(processor.health()).contains("./tidemark ledger reset " + processor.topic() + " --to earliest");
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(100)));
    }

    @Test
    void whatIsAdvisedForALostLedgerHelps() throws Exception {
        processor.start();
        processor.sendTypes("login", 100);
        processor.awaitEnd();
        processor.deleteLedger();
        Awaitility.await().until(() -> processor.health().contains("STOPPED"));

        processor.emptyStore();

        processor.awaitEnd();
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(100)));
        Awaitility.await().until(() -> processor.health().contains("RUNNING"));
    }

    @Test
    void aRecreatedTopicIsNotFoldedOnTopOfTheFormerOne() throws Exception {
        processor.start();
        processor.awaitEnd();

        processor.recreateTopic();
        Awaitility.await().until(() -> processor.health().contains("STOPPED"));
        processor.sendTypes("login", 10);
        assertThat(processor.reader().counters()).isEmpty();
        processor.emptyStore();

        processor.awaitEnd();
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(10)));
    }

    @Test
    void aBatchFoldedAgainByAnotherCatalogSendsAllItsDeadLetters() throws Exception {
        processor.start();
        processor.awaitEnd();
        processor.stop();
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < 3_051; i++) {
            String event = "{\"eventType\":\"a\",\"userId\":" + i + "}";
            values.add((i == 0 || i > 3_000 ? "poison " + i : event).getBytes(UTF_8));
        }
        processor.sendToFirst(values);

        AtomicInteger applied = new AtomicInteger();
        // By the first catalog the batch closes early, by the second it takes all.
        processor.start(
                store -> new FaultyStore(store, (real, batch) -> {
                    if (applied.getAndIncrement() == 0) {
                        real.activate(real.catalog(), MetricCatalog.EMPTY, Set.of(processor.topic()));
                    }
                    return real.apply(batch);
                }),
                "--tidemark.metrics[0].name=users",
                "--tidemark.metrics[0].leaderboard.by=userId");

        TopicLedger ledger = processor.awaitEnd();
        assertThat(RunningProcessor.fate(ledger, Fate.REJECTED)).isEqualTo(51);
        assertThat(processor.deadLetters(51))
                .extracting(letter -> header(letter, "tidemark-offset"))
                .contains("0", "3001", "3050");
    }

    @Test
    void aLostCatalogIsNotReplacedOnTopOfWhatWasCounted() throws Exception {
        processor.start();
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        processor.damage("metrics:catalog", true);
        processor.sendTypes("login", 10);
        Awaitility.await().until(() -> processor.health().contains("metrics:catalog"));
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(100)));
        processor.damage("metrics:catalog", false);

        processor.awaitEnd();
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(110)));
    }

    @Test
    void damagedBookkeepingIsWaitedForUntilItIsRepaired() throws Exception {
        processor.start();
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        processor.damage("metrics:progress:" + processor.topic(), true);
        processor.sendTypes("login", 10);
        Awaitility.await().until(() -> processor.health().contains("damaged"));
        processor.damage("metrics:progress:" + processor.topic(), false);

        processor.awaitEnd();
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(110)));
    }

    @Test
    void partitionsThatMoveBetweenProcessorsAreFoldedOnce() throws Exception {
        processor.start();
        processor.sendTypes("login", 1_000);
        processor.start();
        processor.sendTypes("login", 1_000);
        processor.awaitEnd();
        processor.stop();
        processor.sendTypes("login", 1_000);

        TopicLedger ledger = processor.awaitEnd();
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(3_000)));
        assertThat(RunningProcessor.isBalanced(ledger)).isTrue();
    }

    @Test
    void aProcessorWhoseNameInTheGroupAnotherHasTakenSaysThatItIsDown() throws Exception {
        String name = "--spring.kafka.consumer.properties.group.instance.id=twin";
        processor.start(name);
        processor.sendTypes("login", 100);
        processor.awaitEnd();

        processor.start(name);
        Awaitility.await().until(() -> processor.health().contains("RUNNING"));
        processor.sendTypes("login", 100);
        processor.awaitEnd();
        processor.stop();

        Awaitility.await().until(processor::health, health -> health.contains("DOWN") && health.contains("has ended"));
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(200)));
    }

    private KafkaProducer<byte[], byte[]> inTransaction(KafkaProducer<byte[], byte[]> producer, String type) {
        producer.beginTransaction();
        for (int partition = 0; partition < 2; partition++) {
            byte[] event = ("{\"eventType\":\"" + type + "\"}").getBytes(UTF_8);
            producer.send(new ProducerRecord<>(processor.topic(), partition, null, event));
        }
        producer.flush();
        return producer;
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
