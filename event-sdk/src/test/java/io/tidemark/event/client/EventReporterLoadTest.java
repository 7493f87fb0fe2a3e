package io.tidemark.event.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.event.Event;
import io.tidemark.event.EventRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EventReporterLoadTest {

    private static final int REPORTERS = 4;
    private static final int EVENTS_EACH = 5_000;

    private final HeldTransport transport = new HeldTransport();

    @Test
    void countersAddUpAtEveryMoment() throws Exception {
        KafkaReporterBuilder options = EventReporter.toKafka("127.0.0.1:9092").bufferSize(EventRules.MAX_BYTES);
        ExecutorService threads = Executors.newFixedThreadPool(2 * REPORTERS + 1);
        try (EventReporter reporter = new EventReporter(options, transport)) {
            transport.onSend(event -> threads.execute(() -> decide(event)));
            List<Future<List<CompletableFuture<Receipt>>>> reports = new ArrayList<>();
            for (int i = 0; i < REPORTERS; i++) {
                reports.add(threads.submit(reportAll(reporter)));
            }

            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                addUp(reporter.counters());
                return reports.stream().allMatch(Future::isDone);
            });
            reporter.flush();

            long[] outcomes = new long[3];
            for (Future<List<CompletableFuture<Receipt>>> report : reports) {
                for (CompletableFuture<Receipt> future : report.get()) {
                    outcomes[outcomeOf(future)]++;
                }
            }
            assertThat(reporter.counters())
                    .isEqualTo(new ReporterCounters(
                            (long) REPORTERS * EVENTS_EACH, outcomes[0], outcomes[1], outcomes[2], 0, 0));
            assertThat(outcomes).as("each outcome is met").doesNotContain(0);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<List<CompletableFuture<Receipt>>> reportAll(EventReporter reporter) {
        String text = "x".repeat(10_000);
        return () -> {
            List<CompletableFuture<Receipt>> futures = new ArrayList<>();
            for (int i = 0; i < EVENTS_EACH; i++) {
                futures.add(reporter.report(Event.ofType("a").data("x", text).build()));
            }
            return futures;
        };
    }

    /** Every third fails, judged by its hash so that the outcome needs no order. */
    private static void decide(Outgoing event) {
        if (event.key().hashCode() % 3 == 0) {
            event.delivery().fail("was lost", null);
        } else {
            event.delivery().acknowledge();
        }
    }

    private static void addUp(ReporterCounters now) {
        assertThat(now.acknowledged() + now.failed() + now.refused() + now.inFlight())
                .as("%s", now)
                .isEqualTo(now.reported());
        assertThat(now.bufferedBytes()).isBetween(0L, (long) EventRules.MAX_BYTES);
    }

    private static int outcomeOf(CompletableFuture<Receipt> future) {
        assertThat(future).isDone();
        if (!future.isCompletedExceptionally()) {
            return 0;
        }
        boolean[] refused = new boolean[1];
        future.whenComplete((receipt, failure) -> refused[0] = failure instanceof BufferFullException);
        return refused[0] ? 2 : 1;
    }
}
