package io.tidemark.event.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.event.Event;
import io.tidemark.local.LocalKafka;
import io.tidemark.testing.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KafkaReporterTest extends ReporterContract {

    private final String topic = "events-" + UUID.randomUUID();

    @Override
    Receiver receiver() throws Exception {
        EventTopic events = EventTopic.create(TestServers.kafka().bootstrapServers(), topic);
        return new Receiver() {
            @Override
            public ReporterBuilder<?> reporter() {
                return events.reporter();
            }

            @Override
            public List<Event> read(int expected) {
                List<EventTopic.Stored> stored = events.read(expected);
                assertThat(stored)
                        .allSatisfy(one ->
                                assertThat(one.key()).isEqualTo(one.event().userId()));
                return stored.stream().map(EventTopic.Stored::event).toList();
            }

            @Override
            public void close() {
                // The topic goes with the server.
            }
        };
    }

    @Override
    ReporterBuilder<?> toNowhere(int port) {
        return EventReporter.toKafka("127.0.0.1:" + port);
    }

    @Override
    ReporterBuilder<?> toUnknownHost() {
        return EventReporter.toKafka("broker.invalid:9092");
    }

    @Test
    void eventWithoutUserIsKeyedByItsId() throws Exception {
        EventTopic events = EventTopic.create(TestServers.kafka().bootstrapServers(), topic);

        try (EventReporter reporter = events.reporter().build()) {
            reporter.report(Event.ofType("a").eventId("ид").build());
        }

        assertThat(events.read(1)).singleElement().satisfies(one -> {
            assertThat(one.key()).isEqualTo("ид");
            assertThat(one.event().timestamp()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        });
    }

    @Test
    void kafkaThatComesUpLaterGetsEverything() throws Exception {
        LocalKafka.Settings settings = stopped(TestServers.startKafka());
        String servers = "127.0.0.1:" + settings.port();
        List<CompletableFuture<Receipt>> futures = new ArrayList<>();

        try (EventReporter reporter =
                EventReporter.toKafka(servers).topic(topic).build()) {
            for (int i = 0; i < 500; i++) {
                futures.add(reporter.report(
                        Event.ofType("a").userId("u").data("n", i).build()));
            }
            await().during(KafkaTransport.ATTEMPT.multipliedBy(2))
                    .until(() -> futures.stream().noneMatch(CompletableFuture::isDone));

            try (LocalKafka kafka = LocalKafka.start(settings)) {
                EventTopic events = EventTopic.create(kafka.bootstrapServers(), topic);
                reporter.flush();

                assertThat(futures).allMatch(future -> !future.isCompletedExceptionally());
                assertThat(events.read(500))
                        .extracting(EventTopic.Stored::number)
                        .isSorted()
                        .hasSize(500);
            }
        }
    }

    @Test
    void kafkaThatRestartsMissesNothing() throws Exception {
        LocalKafka first = TestServers.startKafka();
        EventTopic events = EventTopic.create(first.bootstrapServers(), topic);

        try (EventReporter reporter = events.reporter().build()) {
            report(reporter, 0, 300);
            assertThat(reporter.report(Event.ofType("last").build())).succeedsWithin(PATIENCE);
            report(reporter, 300, 600);
            LocalKafka.Settings settings = stopped(first);
            report(reporter, 600, 1_000);
            try (LocalKafka second = LocalKafka.start(settings)) {
                reporter.flush();

                assertThat(reporter.counters()).isEqualTo(new ReporterCounters(1_001, 1_001, 0, 0, 0, 0));
                assertThat(events.read(1_001))
                        .filteredOn(one -> one.event().eventType().equals("a"))
                        .extracting(EventTopic.Stored::number)
                        .isSorted()
                        .hasSize(1_000);
            }
        }
    }

    @Test
    void eventsFailInTimeWhenKafkaGoesAway() throws Exception {
        LocalKafka kafka = TestServers.startKafka();
        EventTopic events = EventTopic.create(kafka.bootstrapServers(), topic);
        try (EventReporter reporter =
                events.reporter().deliveryTimeout(Duration.ofSeconds(3)).build()) {
            assertThat(reporter.report(Event.ofType("a").build())).succeedsWithin(PATIENCE);
            stopped(kafka);

            CompletableFuture<Receipt> late = reporter.report(Event.ofType("a").build());

            assertThat(late)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(DeliveryFailedException.class)
                    .withMessageContaining("was not acknowledged by Kafka");
        }
    }

    private static LocalKafka.Settings stopped(LocalKafka kafka) {
        kafka.close();
        return kafka.settings();
    }
}
