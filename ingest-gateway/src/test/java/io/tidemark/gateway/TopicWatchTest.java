package io.tidemark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.testing.TestServers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class TopicWatchTest {

    private static final Map<String, Object> KAFKA =
            Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers());

    private final AtomicInteger clients = new AtomicInteger();

    @Test
    void lookThatFailsUnexpectedlyIsNotTheLast() {
        assertFound(() -> {
            if (clients.incrementAndGet() == 1) {
                throw new IllegalStateException("not expected");
            }
            return Admin.create(KAFKA);
        });
    }

    @Test
    void clientThatNeverAnswersIsReplaced() {
        assertFound(() -> clients.incrementAndGet() == 1 ? new Silent() : Admin.create(KAFKA));
    }

    private void assertFound(Supplier<Admin> source) {
        TopicProperties settings = new TopicProperties(
                "events-" + UUID.randomUUID(), 1, null, null, Duration.ofSeconds(10), DataSize.ofMegabytes(32));
        TopicWatch watch = new TopicWatch(source, "servers", settings);
        watch.afterPropertiesSet();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> watch.waitingFor() == null);
            assertThat(clients).hasValue(2);
        } finally {
            watch.destroy();
        }
    }

    /** As if its own thread had died. */
    private static final class Silent extends ForwardingAdmin {

        private Silent() {
            super(KAFKA);
        }

        @Override
        public DescribeTopicsResult describeTopics(TopicCollection topics, DescribeTopicsOptions options) {
            return new Unanswered();
        }
    }

    private static final class Unanswered extends DescribeTopicsResult {

        private Unanswered() {
            super(null, Map.of("events", new KafkaFutureImpl<>()));
        }
    }
}
