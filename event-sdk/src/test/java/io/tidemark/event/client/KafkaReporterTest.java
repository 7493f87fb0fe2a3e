package io.tidemark.event.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import io.tidemark.event.Event;
import io.tidemark.local.LocalKafka;
import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class KafkaReporterTest {

    private static final int THREADS = 4;
    private static final int EVENTS_EACH = 3_000;
    private static final int USERS_EACH = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String topic = "events-" + UUID.randomUUID();

    @Test
    void everyReportedEventIsInTheTopicOnce() throws Exception {
        EventTopic events = EventTopic.create(TestServers.kafka().bootstrapServers(), topic);
        List<Receipt> receipts = new ArrayList<>();

        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (EventReporter reporter = events.reporter().build()) {
            List<Future<List<CompletableFuture<Receipt>>>> reports = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                reports.add(threads.submit(reportAll(reporter, thread)));
            }
            for (Future<List<CompletableFuture<Receipt>>> report : reports) {
                for (CompletableFuture<Receipt> future : report.get()) {
                    assertThat(future).succeedsWithin(PATIENCE).satisfies(receipts::add);
                }
            }
            assertThat(reporter.counters())
                    .isEqualTo(new ReporterCounters(receipts.size(), receipts.size(), 0, 0, 0, 0));
        } finally {
            threads.shutdownNow();
        }

        List<EventTopic.Stored> stored = events.read(THREADS * EVENTS_EACH);
        assertThat(stored).extracting(EventTopic.Stored::receipt).containsExactlyInAnyOrderElementsOf(receipts);
        assertThat(stored)
                .allSatisfy(one -> assertThat(one.key()).isEqualTo(one.event().userId()));
        assertOrderPerUser(stored);
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
    void undeliverableEventsFailInTime() throws Exception {
        int port = freePort();
        try (EventReporter reporter = EventReporter.toKafka("127.0.0.1:" + port)
                .deliveryTimeout(Duration.ofSeconds(1))
                .build()) {
            CompletableFuture<Receipt> first =
                    reporter.report(Event.ofType("a").eventId("id").build());
            CompletableFuture<Receipt> last = report(reporter, 0, 1_000);

            assertThat(first)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(DeliveryFailedException.class)
                    .withMessageContaining("event id was not acknowledged by Kafka at 127.0.0.1:" + port)
                    .withMessageContaining("within 1000 ms");
            assertThat(last).failsWithin(Duration.ofSeconds(2));
            assertThat(reporter.counters()).isEqualTo(new ReporterCounters(1_001, 0, 1_001, 0, 0, 0));
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

    @Test
    void closeFailsTheUndeliverable() throws Exception {
        EventReporter reporter =
                EventReporter.toKafka("127.0.0.1:" + freePort()).build();
        CompletableFuture<Receipt> last = report(reporter, 0, 100);
        long start = System.nanoTime();

        reporter.close(Duration.ofMillis(100));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(last)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(DeliveryFailedException.class);
        assertThat(reporter.counters()).isEqualTo(new ReporterCounters(100, 0, 100, 0, 0, 0));
    }

    @Test
    void unknownHostIsTriedAgain() {
        assertThatNoException().isThrownBy(() -> {
            try (EventReporter reporter = EventReporter.toKafka("broker.invalid:9092")
                    .deliveryTimeout(Duration.ofSeconds(1))
                    .build()) {
                assertThat(reporter.report(Event.ofType("a").build()))
                        .failsWithin(Duration.ofSeconds(20))
                        .withThrowableThat()
                        .withMessageContaining("broker.invalid:9092");
            }
        });
    }

    private static Callable<List<CompletableFuture<Receipt>>> reportAll(EventReporter reporter, int thread) {
        return () -> {
            List<CompletableFuture<Receipt>> futures = new ArrayList<>();
            for (int i = 0; i < EVENTS_EACH; i++) {
                String user = "u" + thread + "-" + i % USERS_EACH;
                futures.add(reporter.report(
                        Event.ofType("a").userId(user).data("n", i).build()));
            }
            return futures;
        };
    }

    /** Events of one user, numbered; the future of the last one. */
    private static CompletableFuture<Receipt> report(EventReporter reporter, int from, int to) {
        CompletableFuture<Receipt> last = new CompletableFuture<>();
        for (int i = from; i < to; i++) {
            last = reporter.report(Event.ofType("a").userId("u").data("n", i).build());
        }
        return last;
    }

    private static void assertOrderPerUser(List<EventTopic.Stored> stored) {
        Map<String, Integer> lastOf = new HashMap<>();
        for (EventTopic.Stored one : stored) {
            Integer before = lastOf.put(one.key(), one.number());
            assertThat(one.number())
                    .as("event of %s after %s", one.key(), before)
                    .isGreaterThan(before == null ? -1 : before);
        }
        assertThat(lastOf).hasSize(THREADS * USERS_EACH);
    }

    private static LocalKafka.Settings stopped(LocalKafka kafka) {
        kafka.close();
        return kafka.settings();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
