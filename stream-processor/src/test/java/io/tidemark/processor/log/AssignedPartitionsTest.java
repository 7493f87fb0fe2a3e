package io.tidemark.processor.log;

import static io.tidemark.processor.log.DrivenPartitions.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.processor.FaultyStore;
import io.tidemark.processor.log.PartitionStatus.State;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AssignedPartitionsTest {

    private static final String EVENT = "{\"eventType\":\"login\"}";

    @Test
    void memoryOfRememberedIdsIsTold() {
        try (DrivenPartitions driven = new DrivenPartitions(real -> real)) {
            driven.log.append(0, EVENT, NOON);
            driven.runAll();
            double none = driven.gauge("tidemark.remembered.ids");

            for (int i = 0; i < 10_000; i++) {
                driven.log.append(0, "{\"eventType\":\"login\",\"eventId\":\"" + i + "\"}", NOON);
            }
            driven.poll();
            driven.passAfter(1_000);

            assertThat(driven.gauge("tidemark.remembered.ids") - none).isBetween(16 * 10_000.0, 32 * 16_384.0);
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
            driven.runAll();

            away.set(true);
            driven.poll();
            assertThat(tried).hasValue(1);
            driven.passAfter(10_000);
            assertThat(tried).hasValue(2);
            assertThat(driven.statuses.count(State.WAITING)).isEqualTo(5);

            away.set(false);
            driven.passAfter(10_000);
            assertThat(tried).hasValue(2 + 5);
            assertThat(driven.statuses.count(State.RUNNING)).isEqualTo(5);
        }
    }
}
