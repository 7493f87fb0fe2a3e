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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event counts once, however often it stands in the log and whatever happens in between. */
class DeduplicationTest {

    private static final int EVENTS = 3_000;

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
    void aLogThatIsReplayedTwiceLeavesEveryTotalAsItWas() throws Exception {
        processor.start("--tidemark.metrics[0].name=users", "--tidemark.metrics[0].leaderboard.by=userId");
        processor.send(events(0, EVENTS));
        processor.awaitEnd();

        processor.send(events(0, EVENTS));

        assertCountedOnce(EVENTS, EVENTS);
        var users = processor.reader().catalog().catalog().find("users").orElseThrow();
        assertThat(processor.reader().accounting(users).matched()).isEqualTo(EVENTS);
    }

    @Test
    void whatStoodBeforeARestartIsADuplicateAfterIt() throws Exception {
        processor.start();
        processor.send(events(0, EVENTS));
        processor.awaitEnd();
        processor.stop();
        processor.send(events(0, EVENTS));

        processor.start();

        assertCountedOnce(EVENTS, EVENTS);
    }

    @Test
    void idsOfAnAbortedTransactionWereNeverSeen() throws Exception {
        processor.start();
        try (KafkaProducer<byte[], byte[]> producer = processor.transactionalProducer()) {
            producer.beginTransaction();
            for (byte[] event : events(0, EVENTS)) {
                producer.send(new ProducerRecord<>(processor.topic(), 0, null, event));
            }
            producer.flush();
            producer.abortTransaction();
        }
        processor.awaitEnd();
        processor.stop();

        processor.start();
        processor.sendToFirst(List.copyOf(events(0, EVENTS)));

        assertCountedOnce(EVENTS, 0);
    }

    @Test
    void processorsThatStopAmongDuplicatesLeaveNoneOfThemCounted() throws Exception {
        processor.start().awaitEnd();
        processor.stop();
        for (int i = 0; i < 6; i++) {
            processor.send(events(0, 20_000));
        }
        AtomicInteger batches = new AtomicInteger();

        for (int started = 0; started < 4; started++) {
            batches.set(5);
            processor.start(
                    store -> new FaultyStore(store, (real, batch) -> {
                        if (batches.decrementAndGet() < 0) {
                            throw new StoreUnavailableException("enough for this processor", new IOException());
                        }
                        return real.apply(batch);
                    }),
                    "--spring.kafka.consumer.max-poll-records=1777");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> batches.get() < 0);
            processor.stop();
        }
        processor.start();

        assertCountedOnce(20_000, 100_000);
    }

    @Test
    void partitionsThatMoveBetweenProcessorsTakeTheirIdsAlong() throws Exception {
        processor.start();
        processor.send(events(0, EVENTS));
        processor.start();
        processor.send(events(0, EVENTS));
        processor.awaitEnd();
        processor.stop();
        processor.send(events(0, EVENTS));

        assertCountedOnce(EVENTS, 2 * EVENTS);
    }

    @Test
    void aBatchThatIsFoldedAgainByAnotherCatalogIsNoDuplicateOfItself() throws Exception {
        AtomicInteger batches = new AtomicInteger();
        processor.start(
                store -> new FaultyStore(store, (real, batch) -> {
                    if (batches.incrementAndGet() % 3 == 0) {
                        real.activate(real.catalog(), catalog("m" + batches), Set.of(processor.topic()));
                    }
                    return real.apply(batch);
                }),
                "--spring.kafka.consumer.max-poll-records=500");

        processor.send(events(0, EVENTS));
        processor.send(events(0, EVENTS));

        assertCountedOnce(EVENTS, EVENTS);
        assertThat(processor.reader().catalogHistory()).hasSizeGreaterThan(2);
    }

    @Test
    void aWiderRuleKnowsTheIdsThatStoodBeforeIt() throws Exception {
        processor.start("--tidemark.deduplication.distance=10");
        processor.send(events(0, EVENTS));
        processor.send(events(0, EVENTS));
        TopicLedger before = processor.awaitEnd();

        processor.configure(catalog("wider"));
        processor.send(events(0, EVENTS));

        assertThat(RunningProcessor.fate(before, Fate.DUPLICATE)).isZero();
        TopicLedger after = processor.awaitEnd();
        assertThat(RunningProcessor.fate(after, Fate.COUNTED)).isEqualTo(2 * EVENTS);
        assertThat(RunningProcessor.fate(after, Fate.DUPLICATE)).isEqualTo(EVENTS);
    }

    @Test
    void anEmptiedStoreIsFilledWithTheSameVerdicts() throws Exception {
        processor.start();
        processor.send(events(0, EVENTS));
        processor.send(events(0, EVENTS));
        processor.awaitEnd();

        processor.emptyStore();

        assertCountedOnce(EVENTS, EVENTS);
    }

    @Test
    void repliesThatAreLostMakeNoDuplicates() throws Exception {
        AtomicInteger lost = new AtomicInteger();
        processor.start(store -> new FaultyStore(store, (real, batch) -> {
            ApplyResult result = real.apply(batch);
            if (lost.incrementAndGet() % 2 == 1) {
                throw new StoreUnavailableException("the reply was lost", new IOException());
            }
            return result;
        }));

        processor.send(events(0, EVENTS));
        processor.send(events(EVENTS / 2, EVENTS));

        assertCountedOnce(EVENTS + EVENTS / 2, EVENTS / 2);
    }

    private void assertCountedOnce(int counted, int duplicates) {
        TopicLedger ledger = processor.awaitEnd();
        assertThat(processor.reader().counters()).isEqualTo(Map.of("login", BigDecimal.valueOf(counted)));
        assertThat(RunningProcessor.fate(ledger, Fate.COUNTED)).isEqualTo(counted);
        assertThat(RunningProcessor.fate(ledger, Fate.DUPLICATE)).isEqualTo(duplicates);
        assertThat(RunningProcessor.isBalanced(ledger)).isTrue();
    }

    /** With the default rule. */
    private static MetricCatalog catalog(String metric) {
        return MetricCatalog.parse("{\"metrics\":[{\"name\":\"" + metric + "\",\"leaderboard\":{\"by\":\"userId\"}}]}");
    }

    /** The same number makes the same event, in the same partition as long as the first number is even. */
    private static List<byte @Nullable []> events(int first, int count) {
        List<byte @Nullable []> events = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            events.add(("{\"eventId\":\"e" + i + "\",\"eventType\":\"login\",\"userId\":\"u" + i % 7 + "\"}")
                    .getBytes(UTF_8));
        }
        return events;
    }
}
