package io.tidemark.event.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a reporter promises wherever it sends. */
abstract class ReporterContract {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int THREADS = 4;
    private static final int EVENTS_EACH = 3_000;
    private static final int USERS_EACH = 7;

    /** A receiver of the test's own that is up. */
    interface Receiver extends AutoCloseable {

        ReporterBuilder<?> reporter();

        /** All events that it has stored, those of a user in their order; they must be so many. */
        List<Event> read(int expected);

        @Override
        void close();
    }

    abstract Receiver receiver() throws Exception;

    /** A reporter to where nothing listens. */
    abstract ReporterBuilder<?> toNowhere(int port);

    /** A reporter to a host that has no address. */
    abstract ReporterBuilder<?> toUnknownHost();

    @Test
    void everyReportedEventIsStoredOnce() throws Exception {
        List<Receipt> receipts = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Receiver receiver = receiver()) {
            try (EventReporter reporter = receiver.reporter().build()) {
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
            }

            List<Event> stored = receiver.read(THREADS * EVENTS_EACH);
            assertThat(stored)
                    .map(event -> new Receipt(requireNonNull(event.eventId()), requireNonNull(event.timestamp())))
                    .containsExactlyInAnyOrderElementsOf(receipts);
            assertOrderPerUser(stored);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void undeliverableEventsFailInTime() throws Exception {
        int port = ScriptedGateway.freePort();
        try (EventReporter reporter =
                toNowhere(port).deliveryTimeout(Duration.ofSeconds(1)).build()) {
            CompletableFuture<Receipt> first =
                    reporter.report(Event.ofType("a").eventId("id").build());
            CompletableFuture<Receipt> last = report(reporter, 0, 1_000);

            assertThat(first)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(DeliveryFailedException.class)
                    .withMessageContaining("event id was not acknowledged by ")
                    .withMessageContaining("127.0.0.1:" + port + " within 1000 ms");
            assertThat(last).failsWithin(Duration.ofSeconds(2));
            assertThat(reporter.counters()).isEqualTo(new ReporterCounters(1_001, 0, 1_001, 0, 0, 0));
        }
    }

    @Test
    void closeFailsTheUndeliverable() throws Exception {
        EventReporter reporter = toNowhere(ScriptedGateway.freePort()).build();
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
    void unknownHostFailsEventsInTimeOnly() {
        try (EventReporter reporter =
                toUnknownHost().deliveryTimeout(Duration.ofSeconds(1)).build()) {
            assertThat(reporter.report(Event.ofType("a").build()))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withMessageContaining(".invalid:9092");
        }
    }

    /** Events of one user, numbered; the future of the last one. */
    static CompletableFuture<Receipt> report(EventReporter reporter, int from, int to) {
        CompletableFuture<Receipt> last = new CompletableFuture<>();
        for (int i = from; i < to; i++) {
            last = reporter.report(Event.ofType("a").userId("u").data("n", i).build());
        }
        return last;
    }

    /** The {@code n} of its data. */
    static int number(Event event) {
        return (Integer) requireNonNull(event.data().get("n"));
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

    private static void assertOrderPerUser(List<Event> stored) {
        Map<String, Integer> lastOf = new HashMap<>();
        for (Event event : stored) {
            int number = number(event);
            Integer before = lastOf.put(event.userId(), number);
            assertThat(number)
                    .as("event of %s after %s", event.userId(), before)
                    .isGreaterThan(before == null ? -1 : before);
        }
        assertThat(lastOf).hasSize(THREADS * USERS_EACH);
    }
}
