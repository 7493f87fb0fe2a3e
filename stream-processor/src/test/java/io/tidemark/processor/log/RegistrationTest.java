package io.tidemark.processor.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.metric.control.ProcessorState;
import io.tidemark.metric.control.ProcessorState.Partition;
import io.tidemark.metric.control.ZooKeeperProcessors;
import io.tidemark.processor.log.PartitionStatus.State;
import io.tidemark.testing.TestServers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistrationTest {

    private final CuratorFramework zooKeeper = CuratorFrameworkFactory.newClient(
            TestServers.zooKeeper("registration-" + UUID.randomUUID()).connectString(), new RetryOneTime(100));
    private final ZooKeeperProcessors processors = new ZooKeeperProcessors(zooKeeper);
    private final Statuses statuses = new Statuses();
    private final AtomicInteger version = new AtomicInteger(1);
    private final AtomicLong millis = new AtomicLong(-2_000);
    private final Registration registration = new Registration(processors, statuses, version::get, millis::get);

    @BeforeEach
    void start() {
        zooKeeper.start();
    }

    @AfterEach
    void close() {
        registration.close();
        zooKeeper.close();
    }

    @Test
    void offsetsAreEnteredEveryFiveSeconds() {
        status(State.RUNNING, 10);
        registration.enter();
        status(State.RUNNING, 20);

        millis.addAndGet(4_999);
        registration.enter();
        assertThat(partition().offset()).isEqualTo(10);

        millis.addAndGet(1);
        registration.enter();
        assertThat(partition().offset()).isEqualTo(20);
    }

    @Test
    void whatElseChangesIsEnteredAtOnce() {
        registration.enter();

        status(State.RECOVERING, 10);
        registration.enter();
        assertThat(partition().state()).isEqualTo("recovering");

        status(State.RUNNING, 20);
        registration.enter();
        assertThat(partition()).isEqualTo(new Partition("t", 0, "running", 20, 3L));

        version.set(2);
        registration.enter();
        assertThat(entered().catalogVersion()).isEqualTo(2);
    }

    @Test
    void whatWasLostWithItsSessionIsEnteredAgain() throws Exception {
        registration.enter();
        zooKeeper.delete().forPath("/tidemark/processors/" + entered().id());

        registration.enter();

        assertThat(processors.all()).hasSize(1);
    }

    @Test
    void anErrorDoesNotEndIt() {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (Registration failing = new Registration(
                processors,
                statuses,
                () -> {
                    if (broken.getAndSet(false)) {
                        throw new NoClassDefFoundError("a/class");
                    }
                    return 7;
                },
                Ticker.SYSTEM)) {
            failing.start();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> processors.all().stream().anyMatch(each -> each.catalogVersion() == 7));
        }
    }

    private void status(State state, long offset) {
        statuses.put(new TopicPartition("t", 0), new PartitionStatus(state, offset, 3, 0, null, null, null, 0));
    }

    private ProcessorState entered() {
        return processors.all().get(0);
    }

    private Partition partition() {
        return entered().partitions().get(0);
    }
}
