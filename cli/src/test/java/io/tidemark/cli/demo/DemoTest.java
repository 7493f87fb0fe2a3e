package io.tidemark.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.event.Event;
import io.tidemark.event.EventCodec;
import io.tidemark.event.client.EventReporter;
import io.tidemark.testing.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final Instant START = Instant.parse("2026-03-04T10:00:00Z");

    private final String kafka = TestServers.kafka().bootstrapServers();
    private final TopicPartition topic = new TopicPartition("demo-" + UUID.randomUUID(), 0);
    private final SetClock clock = new SetClock();

    @BeforeEach
    void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
            admin.createTopics(List.of(new NewTopic(topic.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @Test
    void historyComesFirstAndThenWhatHappens() {
        try (Demo demo = start(Duration.ofMinutes(3))) {
            await().until(() -> last().isAfter(START.minusSeconds(1)));
            int told = stored().size();

            clock.now = START.plusSeconds(2);
            await().until(() -> last().isAfter(START.plusSeconds(1)));

            assertThat(demo).isNotNull();
            assertThat(told).isGreaterThan(3 * 60 * 30);
            assertThat(stored()).hasSizeBetween(told + 50, told + 1_000);
        }

        assertThat(stored().get(0).timestamp()).isBetween(START.minusSeconds(180), START.minusSeconds(179));
        assertThat(stored()).extracting(Event::eventId).doesNotHaveDuplicates();
    }

    @Test
    void timeInWhichTheMachineSleptIsNotMadeUpFor() {
        try (Demo demo = start(Duration.ofSeconds(5))) {
            await().until(() -> last().isAfter(START.minusSeconds(1)));

            clock.now = START.plusSeconds(3_600);
            await().until(() -> {
                clock.now = clock.now.plusSeconds(1);
                return last().isAfter(START.plusSeconds(3_600));
            });

            assertThat(demo).isNotNull();
            assertThat(stored())
                    .extracting(event -> Objects.requireNonNull(event.timestamp()))
                    .noneMatch(time -> time.isAfter(START) && time.isBefore(START.plusSeconds(3_600)));
        }
    }

    @Test
    void closedDemoEndsInTheMiddleOfItsHistory() {
        Demo demo = start(Duration.ofDays(30));
        await().until(() -> stored().size() > 1_000);
        long from = System.nanoTime();

        demo.close();

        int sent = stored().size();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
        await().during(Duration.ofMillis(500)).until(() -> stored().size() == sent);
    }

    private Demo start(Duration history) {
        return Demo.start(EventReporter.toKafka(kafka).topic(topic.topic()), clock, history);
    }

    private Instant last() {
        List<Event> stored = stored();
        return stored.isEmpty()
                ? Instant.MIN
                : Objects.requireNonNull(stored.get(stored.size() - 1).timestamp());
    }

    private List<Event> stored() {
        List<Event> events = new ArrayList<>();
        EventCodec codec = new EventCodec();
        Map<String, Object> config = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(topic));
            consumer.seekToBeginning(List.of(topic));
            long end =
                    Objects.requireNonNull(consumer.endOffsets(List.of(topic)).get(topic));
            while (consumer.position(topic) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> events.add(codec.decode(record.value())));
            }
        }
        return events;
    }

    private static final class SetClock extends Clock {

        private volatile Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
