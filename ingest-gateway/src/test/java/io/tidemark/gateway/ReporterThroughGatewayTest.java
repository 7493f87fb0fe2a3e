package io.tidemark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.event.Event;
import io.tidemark.event.EventCodec;
import io.tidemark.event.client.EventReporter;
import io.tidemark.event.client.Receipt;
import io.tidemark.local.LocalKafka;
import io.tidemark.testing.TestServers;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The SDK and the gateway, as they are. */
class ReporterThroughGatewayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EVENTS = 3_000;
    private static final int USERS = 7;

    @Test
    void everyEventIsStoredOnceInTheOrderOfItsUser() {
        try (RunningGateway gateway = RunningGateway.on(TestServers.kafka().bootstrapServers());
                EventReporter reporter = reporterTo(gateway)) {
            List<CompletableFuture<Receipt>> futures = reportAll(reporter);

            List<String> ids = idsOf(futures);
            List<Event> logged = logged(gateway);

            assertThat(logged).extracting(Event::eventId).containsExactlyInAnyOrderElementsOf(ids);
            for (int user = 0; user < USERS; user++) {
                String name = "u" + user;
                assertThat(logged)
                        .filteredOn(event -> name.equals(event.userId()))
                        .extracting(event -> (Integer) event.data().get("n"))
                        .isSorted();
            }
            assertThat(reporter.counters().acknowledged()).isEqualTo(EVENTS);
        }
    }

    @Test
    void everyEventIsStoredThoughKafkaWasAway() {
        LocalKafka first = TestServers.startKafka();
        try (first;
                RunningGateway gateway =
                        RunningGateway.on(first.bootstrapServers(), "--tidemark.gateway.acknowledge-within=2s");
                EventReporter reporter = reporterTo(gateway)) {
            assertThat(reporter.report(Event.ofType("first").build())).succeedsWithin(PATIENCE);
            first.close();
            List<CompletableFuture<Receipt>> futures = reportAll(reporter);
            await().during(Duration.ofSeconds(4))
                    .until(() -> !futures.get(EVENTS - 1).isDone());

            try (LocalKafka second = LocalKafka.start(first.settings())) {
                List<String> ids = idsOf(futures);

                assertThat(second.bootstrapServers()).isEqualTo(first.bootstrapServers());
                assertThat(logged(gateway)).extracting(Event::eventId).containsAll(ids);
            }
        }
    }

    private static EventReporter reporterTo(RunningGateway gateway) {
        return EventReporter.toGateway(URI.create("http://127.0.0.1:" + gateway.port()))
                .build();
    }

    private static List<CompletableFuture<Receipt>> reportAll(EventReporter reporter) {
        List<CompletableFuture<Receipt>> futures = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            futures.add(reporter.report(
                    Event.ofType("a").userId("u" + i % USERS).data("n", i).build()));
        }
        return futures;
    }

    private static List<String> idsOf(List<CompletableFuture<Receipt>> futures) {
        List<String> ids = new ArrayList<>();
        for (CompletableFuture<Receipt> future : futures) {
            assertThat(future).succeedsWithin(PATIENCE).satisfies(receipt -> ids.add(receipt.eventId()));
        }
        return ids;
    }

    private static List<Event> logged(RunningGateway gateway) {
        EventCodec codec = new EventCodec();
        return gateway.log().stream()
                .map(record -> codec.decode(record.value()))
                .toList();
    }
}
