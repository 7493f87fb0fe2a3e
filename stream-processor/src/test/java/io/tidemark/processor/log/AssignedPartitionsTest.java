package io.tidemark.processor.log;

import static io.tidemark.processor.log.DrivenPartitions.NOON;
import static io.tidemark.processor.log.DrivenPartitions.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tidemark.metric.Deduplication;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.InMemoryMetricStore;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.processor.FaultyStore;
import io.tidemark.processor.log.PartitionStatus.State;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AssignedPartitionsTest {

    private static final String EVENT = "{\"eventType\":\"login\"}";
    private static final MetricCatalog ANOTHER =
            MetricCatalog.parse("{\"metrics\":[{\"name\":\"all\",\"counter\":{}}]}");

    @Test
    void memoryOfRememberedIdsIsTold() {
        try (DrivenPartitions driven = new DrivenPartitions(real -> real)) {
            driven.log.append(0, EVENT, NOON);
            driven.assign(1);
            double none = driven.gauge("tidemark.remembered.ids");

            for (int i = 0; i < 10_000; i++) {
                driven.log.append(0, event(i), NOON);
            }
            driven.poll();
            driven.passAfter(1_000);

            assertThat(driven.gauge("tidemark.remembered.ids") - none).isBetween(16 * 10_000.0, 32 * 16_384.0);
        }
    }

    @Test
    void startThatWasReplacedWhileItWasLookedUpIsNotClaimed() {
        try (DrivenPartitions driven = new DrivenPartitions(real -> real)) {
            for (int i = 0; i < 9; i++) {
                driven.log.append(0, EVENT, NOON);
            }
            driven.starts.known = new TopicStarts.Starts("id", Map.of(0, 3L));
            driven.starts.afterRead = () -> { // a reset, and the store is emptied once more
                driven.starts.known = new TopicStarts.Starts("id", Map.of(0, 5L));
                driven.store = new InMemoryMetricStore(Clock.systemUTC());
            };

            driven.assign(1);
            driven.passes(2);

            assertThat(driven.status(0).state()).isEqualTo(State.RUNNING);
            assertThat(driven.store.ledger(TOPIC).starts()).isEqualTo(Map.of(0, 5L));
        }
    }

    @Test
    void storeThatIsAwayIsTriedOnceInAPass() {
        AtomicBoolean away = new AtomicBoolean();
        AtomicInteger tried = new AtomicInteger();
        try (DrivenPartitions driven = new DrivenPartitions(real -> new FaultyStore(real, (store, batch) -> {
            tried.incrementAndGet();
            if (away.get()) {
                throw new StoreUnavailableException("away", new IOException());
            }
            return store.apply(batch);
        }))) {
            for (int partition = 0; partition < 5; partition++) {
                driven.log.append(partition, EVENT, NOON);
            }
            driven.assign(5);

            away.set(true);
            driven.poll();
            assertThat(tried).hasValue(1);
            driven.passes(1);
            assertThat(tried).hasValue(2);
            assertThat(driven.statuses.count(State.WAITING)).isEqualTo(5);

            away.set(false);
            driven.passes(1);
            assertThat(tried).hasValue(2 + 5);
            assertThat(driven.statuses.count(State.RUNNING)).isEqualTo(5);
        }
    }

    @Test
    void partitionWithoutALeaderDoesNotHoldUpTheOthers() {
        try (DrivenPartitions driven = new DrivenPartitions(real -> real)) {
            foldOneEventEach(driven, 2);
            driven.log.leaderless.add(1);
            driven.log.append(0, EVENT, NOON);

            driven.assign(2);
            driven.poll();
            driven.passes(2);

            assertThat(driven.status(0).state()).isEqualTo(State.RUNNING);
            assertThat(driven.status(0).offset()).isEqualTo(2);
            assertThat(driven.status(0).lag()).isZero();
            assertThat(driven.status(1).state()).isEqualTo(State.RECOVERING);
            assertThat(driven.status(1).reason()).contains("Kafka does not tell where the log of t-1 begins");
        }
    }

    @Test
    void partitionThatKafkaDoesNotTellOfIsWaitedForAndNotAdded() {
        try (DrivenPartitions driven = new DrivenPartitions(real -> real)) {
            foldOneEventEach(driven, 1);

            driven.assign(2);
            driven.passes(5);

            assertThat(driven.status(1).reason()).contains("Kafka does not tell where the log of t-1 begins");
            assertThat(driven.recoveries(RecoveryReason.PARTITION_ADDED)).isZero();
        }
    }

    @Test
    void endOfALogThatNobodyTellsIsUnknownAndAfterAWhileAReason() {
        try (DrivenPartitions driven = new DrivenPartitions(real -> real)) {
            foldOneEventEach(driven, 1);
            driven.passes(2);
            assertThat(driven.status(0).lag()).isZero();

            driven.log.away = true;
            driven.passAfter(1_000);
            driven.passAfter(1_000);
            assertThat(driven.status(0).lag()).isEqualTo(PartitionStatus.UNKNOWN_LAG);
            assertThat(driven.status(0).reason()).isNull();
            driven.passAfter(30_001);
            assertThat(driven.status(0).state()).isEqualTo(State.RUNNING);
            assertThat(driven.status(0).reason()).contains("Kafka has not told where its log ends");

            driven.log.away = false;
            driven.passes(2);
            assertThat(driven.status(0).lag()).isZero();
            assertThat(driven.status(0).reason()).isNull();
        }
    }

    @Test
    void placeThatTheLogHasRefusedIsLookedUpWithoutReadingIds() {
        try (DrivenPartitions driven = new DrivenPartitions(real -> real)) {
            foldOneEventEach(driven, 1);
            driven.assign(1);
            int readBack = driven.log.readBack;

            driven.truncate(0);
            driven.passes(5);

            assertThat(readBack).isPositive();
            assertThat(driven.status(0).state()).isEqualTo(State.STOPPED);
            assertThat(driven.log.readBack).isEqualTo(readBack);
        }
    }

    @Test
    void stopWhoseWordsChangeIsCountedOnce() {
        try (DrivenPartitions driven = new DrivenPartitions(real -> real)) {
            for (int i = 0; i < 5; i++) {
                driven.log.append(0, EVENT, NOON);
            }
            driven.assign(1);
            driven.poll();
            driven.log.ends.put(0, 2L);
            driven.assign(1);
            assertThat(driven.status(0).reason()).contains("from 0 to 2");

            driven.log.ends.put(0, 3L);
            driven.passes(3);

            assertThat(driven.status(0).reason()).contains("from 0 to 3");
            assertThat(driven.recoveries(RecoveryReason.LOG_TRUNCATED)).isEqualTo(1);
        }
    }

    @Test
    void batchWhoseEndAnotherReachedWithAnotherLogTimeIsNotTakenForApplied() {
        AtomicBoolean other = new AtomicBoolean(true);
        try (DrivenPartitions driven = new DrivenPartitions(real -> new FaultyStore(real, (store, batch) -> {
            if (other.getAndSet(false)) {
                store.apply(sameOffsetsAt(NOON + 1, batch));
                throw new StoreUnavailableException("away", new IOException());
            }
            return store.apply(batch);
        }))) {
            foldOneEventEach(driven, 1);

            driven.passes(4);

            assertThat(driven.recoveries(RecoveryReason.REPLY_LOST)).isZero();
            assertThat(driven.recoveries(RecoveryReason.LEDGER_AHEAD)).isEqualTo(1);
            assertThat(driven.status(0).logTime()).isEqualTo(NOON + 1);
        }
    }

    @Test
    void ledgerThatWasPutBackToTheVeryPlaceIsNoticedByItsLogTime() {
        try (DrivenPartitions driven = new DrivenPartitions(real -> real)) {
            foldOneEventEach(driven, 1);
            driven.passes(1);
            assertThat(driven.status(0).logTime()).isEqualTo(NOON);

            driven.store.reset(TOPIC, "id", Map.of(0, 1L));
            driven.passes(4);

            assertThat(driven.recoveries(RecoveryReason.REFUSED)).isEqualTo(1);
            assertThat(driven.status(0).logTime()).isEqualTo(PartitionBatch.NO_LOG_TIME);
        }
    }

    @Test
    void storeThatWasEmptiedIsToldFromARuleThatAsksForMore() {
        Deduplication near = new Deduplication(Duration.ofMinutes(1), 10);
        try (DrivenPartitions driven = new DrivenPartitions(real -> real, near)) {
            foldOneEventEach(driven, 1);
            driven.log.append(0, EVENT, NOON);

            driven.store = new InMemoryMetricStore(Clock.systemUTC());
            driven.catalogs.refresh();
            driven.poll();

            assertThat(driven.recoveries(RecoveryReason.LEDGER_GONE)).isEqualTo(1);
            assertThat(driven.recoveries(RecoveryReason.CATALOG_CHANGED)).isZero();
        }
    }

    @Test
    void idsThatABatchOverALongHoleHasPushedOutAreToldFromARuleThatAsksForMore() {
        AtomicBoolean changes = new AtomicBoolean();
        try (DrivenPartitions driven = new DrivenPartitions(real -> new FaultyStore(real, (store, batch) -> {
            if (changes.getAndSet(false)) {
                store.activate(store.catalog(), ANOTHER, Set.of(TOPIC));
            }
            return store.apply(batch);
        }))) {
            foldOneEventEach(driven, 1);
            driven.log.append(0, 20_000_000, event(2), NOON);

            changes.set(true);
            driven.poll();
            assertThat(driven.recoveries(RecoveryReason.IDS_FORGOTTEN)).isEqualTo(1);
            assertThat(driven.recoveries(RecoveryReason.CATALOG_CHANGED)).isZero();

            driven.passes(3);
            driven.poll();
            driven.passes(1);
            assertThat(driven.status(0).offset()).isEqualTo(20_000_001);
        }
    }

    @Test
    void ledgerThatIsBehindOrGoneIsWarnedOf() {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Logger logger = (Logger) LoggerFactory.getLogger(AssignedPartition.class);
        Level usual = logger.getLevel();
        logger.setLevel(Level.WARN);
        logger.addAppender(said);
        try (DrivenPartitions driven = new DrivenPartitions(real -> real)) {
            foldOneEventEach(driven, 1);

            driven.store.reset(TOPIC, "id", Map.of(0, 0L));
            driven.passes(4);
            driven.store = new InMemoryMetricStore(Clock.systemUTC());
            driven.passes(4);
        } finally {
            logger.detachAppender(said);
            logger.setLevel(usual);
        }

        assertThat(said.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(text -> text.contains("looks up its place, ledger_behind"))
                .anyMatch(text -> text.contains("looks up its place, ledger_gone"));
    }

    private static PartitionBatch sameOffsetsAt(long logTime, PartitionBatch batch) {
        PartitionBatch other = new PartitionBatch(
                batch.topic(),
                batch.topicId(),
                batch.partition(),
                batch.ruledBy(),
                batch.start(),
                Position.at(batch.from()),
                batch.logTimeBefore());
        other.advanceLogTime(logTime);
        other.endAt(batch.to());
        return other;
    }

    private static void foldOneEventEach(DrivenPartitions driven, int count) {
        for (int partition = 0; partition < count; partition++) {
            driven.log.append(partition, event(1), NOON);
        }
        driven.assign(count);
        driven.poll();
    }

    private static String event(int id) {
        return "{\"eventType\":\"login\",\"eventId\":\"" + id + "\"}";
    }
}
