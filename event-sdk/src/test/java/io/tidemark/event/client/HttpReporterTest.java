package io.tidemark.event.client;

import static io.tidemark.event.client.ScriptedGateway.address;
import static io.tidemark.event.client.ScriptedGateway.freePort;
import static io.tidemark.event.client.ScriptedGateway.plain;
import static io.tidemark.event.client.ScriptedGateway.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.event.Event;
import io.tidemark.event.EventRewriter;
import io.tidemark.event.client.ScriptedGateway.Post;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReporterTest extends ReporterContract {

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final AtomicLong skew = new AtomicLong();

    HttpReporterTest() throws IOException {}

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Override
    Receiver receiver() {
        return new Receiver() {
            @Override
            public ReporterBuilder<?> reporter() {
                return EventReporter.toGateway(gateway.address());
            }

            @Override
            public List<Event> read(int expected) {
                assertThat(gateway.stored()).hasSize(expected);
                return gateway.stored();
            }

            @Override
            public void close() {
                gateway.close();
            }
        };
    }

    @Override
    ReporterBuilder<?> toNowhere(int port) {
        return EventReporter.toGateway(address(port));
    }

    @Override
    ReporterBuilder<?> toUnknownHost() {
        return EventReporter.toGateway(URI.create("http://gateway.invalid:9092"));
    }

    @Test
    void gatewayThatComesUpLaterGetsEverythingInOrder() throws Exception {
        int port = freePort();
        try (EventReporter reporter = EventReporter.toGateway(address(port)).build()) {
            CompletableFuture<Receipt> last = report(reporter, 0, 2_500);
            await().during(Duration.ofMillis(500)).until(() -> !last.isDone());

            try (ScriptedGateway late = new ScriptedGateway(port)) {
                assertThat(last).succeedsWithin(PATIENCE);

                assertThat(numbers(late.stored())).isEqualTo(upTo(2_500));
            }
        }
    }

    @Test
    void lostAnswerIsMadeUpForWithTheSameBytes() {
        gateway.then(gateway::storeAndHangUp);
        try (EventReporter reporter = reporter()) {
            CompletableFuture<Receipt> last = report(reporter, 0, 10);

            assertThat(last).succeedsWithin(PATIENCE);
        }

        Post lost = gateway.posts().get(0);
        assertThat(linesAfter(0)).containsSubsequence(lost.lines()).hasSize(10);
    }

    @Test
    void onlyTheUnknownAreSentAgainAndFirst() throws Exception {
        ScriptedGateway.Step answer =
                gateway.results(503, Map.of(1, "unknown\"", 3, "unknown\",\"error\":\"Kafka did not answer\""));
        try (EventReporter reporter = reporter()) {
            List<Post> posts = oneRequestOf(reporter, 4, answer);

            assertThat(posts.get(2).lines())
                    .containsExactly(
                            posts.get(1).lines().get(1), posts.get(1).lines().get(3));
            assertThat(reporter.counters().acknowledged()).isEqualTo(5);
        }
    }

    @Test
    void rejectedEventFailsAloneAndIsNotSentAgain() throws Exception {
        gateway.then(gateway.results(202, Map.of(0, "rejected\",\"error\":\"eventType is \\u0007bad\"")));
        try (EventReporter reporter = reporter()) {
            CompletableFuture<Receipt> bad =
                    reporter.report(Event.ofType("a").eventId("id").build());

            assertThat(bad)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(EventRejectedException.class)
                    .withMessageContaining("event id was rejected by the gateway: eventType is  bad");
            assertThat(report(reporter, 0, 1)).succeedsWithin(PATIENCE);
            assertThat(reporter.counters()).isEqualTo(new ReporterCounters(2, 1, 1, 0, 0, 0));
        }
        assertThat(gateway.posts()).hasSize(2);
    }

    @Test
    void soleInvalidEventIsRejectedWithWhatTheProblemSays() {
        gateway.then(problem(400, "timestamp is 'soon'"));
        try (EventReporter reporter = reporter()) {
            failure(report(reporter, 0, 1))
                    .withCauseInstanceOf(EventRejectedException.class)
                    .withMessageContaining("timestamp is 'soon'");
        }
    }

    @Test
    void allOfSeveralCanBeRejected() throws Exception {
        ScriptedGateway.Step answer = gateway.results(400, Map.of(0, "rejected\"", 1, "rejected\",\"error\":\"no\""));
        try (EventReporter reporter = reporter()) {
            oneRequestOf(reporter, 2, answer);

            assertThat(reporter.counters()).isEqualTo(new ReporterCounters(3, 1, 2, 0, 0, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterIsKept(int status) {
        gateway.then(problem(status, "Kafka is away", "Retry-After", "1"));
        try (EventReporter reporter = reporter()) {
            assertThat(report(reporter, 0, 1)).succeedsWithin(PATIENCE);
        }

        long waited = gateway.posts().get(1).nanoTime() - gateway.posts().get(0).nanoTime();
        assertThat(Duration.ofNanos(waited)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
    }

    @Test
    void orderHoldsUnderRetries() throws Exception {
        for (int i = 0; i < 5; i++) {
            gateway.then(
                    problem(503, "Kafka is away"), (post, exchange) -> exchange.close(), plain(502, "Bad Gateway"));
        }
        try (EventReporter reporter = reporter()) {
            report(reporter, 0, 3_000);
            reporter.flush();
        }

        assertThat(numbers(gateway.stored())).isEqualTo(upTo(3_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "202 | <html>fine</html>",
                "202 | []",
                "202 | {\"accepted\":1}",
                "202 | {\"results\":[{\"index\":7,\"status\":\"accepted\"}]}",
                "202 | {\"results\":[{\"index\":0,\"eventId\":\"other\",\"status\":\"accepted\"}]}",
                "202 | {\"results\":[{\"index\":0,\"status\":\"dropped\"}]}",
                "200 | {\"results\":[{\"index\":0,\"status\":\"accepted\"}]}",
                "204 | ''",
                "500 | oops",
            })
    void answerThatIsNoneOfAGatewayIsNotTakenForAYes(int status, String body) {
        gateway.then(plain(status, body));
        try (EventReporter reporter = reporter()) {
            CompletableFuture<Receipt> future = report(reporter, 0, 1);

            assertThat(future).succeedsWithin(PATIENCE);
        }
        assertThat(gateway.posts()).hasSize(2);
        assertThat(gateway.posts().get(1).lines())
                .isEqualTo(gateway.posts().get(0).lines());
    }

    @Test
    void endlessAnswerIsCutOff() {
        gateway.then((post, exchange) -> {
            exchange.sendResponseHeaders(202, 0);
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(zeros);
            }
            throw new AssertionError("all was read");
        });
        try (EventReporter reporter = reporter()) {
            assertThat(report(reporter, 0, 1)).succeedsWithin(PATIENCE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, check that the URL is the gateway's own",
        "401, check the credentials",
        "404, check that the URL is the gateway's",
        "413, raise the limit",
        "415, switch compression off"
    })
    void refusalSaysWhatToLookAfter(int status, String advice) {
        gateway.then((post, exchange) -> {
            exchange.getResponseHeaders().set("Location", address(1) + "/elsewhere");
            plain(status, "").answer(post, exchange);
        });
        try (EventReporter reporter = reporter()) {
            failure(report(reporter, 0, 1))
                    .withCauseInstanceOf(DeliveryFailedException.class)
                    .withMessageContaining("was refused by the gateway at " + gateway.address())
                    .withMessageContaining("it answered " + status)
                    .withMessageContaining(advice);
        }
        assertThat(gateway.posts()).hasSize(1);
    }

    @Test
    void requestTooLargeForAProxyIsSplit() throws Exception {
        ScriptedGateway.Step limited = (post, exchange) -> {
            if (post.lines().size() > 2) {
                plain(413, "").answer(post, exchange);
            } else {
                gateway.storeAll(post, exchange);
            }
        };
        for (int i = 0; i < 20; i++) {
            gateway.then(limited);
        }
        try (EventReporter reporter = reporter()) {
            report(reporter, 0, 16);
            reporter.flush();
        }

        assertThat(numbers(gateway.stored())).isEqualTo(upTo(16));
    }

    @Test
    void eventThatMayBeStoredIsNotSentAgainAfterHalfTheHorizon() {
        CountDownLatch asked = new CountDownLatch(1);
        gateway.then((post, exchange) -> {
            asked.countDown();
            skew.addAndGet(PendingEvent.HALF_HORIZON.toNanos());
            exchange.close();
        });
        try (EventReporter reporter = skewed(gateway.address())) {
            failure(report(reporter, 0, 1))
                    .withCauseInstanceOf(DeliveryFailedException.class)
                    .withMessageContaining("5 minutes ago")
                    .withMessageContaining("it may have been stored");
        }
        assertThat(gateway.posts()).hasSize(1);
    }

    @Test
    void eventThatIsSurelyNotStoredWaitsLonger() {
        gateway.then((post, exchange) -> {
            skew.addAndGet(Duration.ofMinutes(20).toNanos());
            problem(503, "Kafka is away").answer(post, exchange);
        });
        try (EventReporter reporter = skewed(gateway.address())) {
            assertThat(report(reporter, 0, 1)).succeedsWithin(PATIENCE);
        }
        assertThat(gateway.posts()).hasSize(2);
    }

    @Test
    void proxysOwn503IsNoPromiseThatNothingIsStored() {
        gateway.then((post, exchange) -> {
            skew.addAndGet(Duration.ofMinutes(20).toNanos());
            plain(503, "upstream connect error or disconnect").answer(post, exchange);
        });
        try (EventReporter reporter = skewed(gateway.address())) {
            failure(report(reporter, 0, 1)).withMessageContaining("may have been stored");
        }
    }

    @Test
    void errorFailsItsEventAndNoOther() {
        AtomicBoolean isBroken = new AtomicBoolean(true);
        HttpReporterBuilder options = EventReporter.toGateway(gateway.address());
        HttpTransport transport = new HttpTransport(options.client(), Duration.ofHours(1), Duration.ofHours(1), () -> {
            if (isBroken.getAndSet(false)) {
                throw new NoClassDefFoundError("gone");
            }
            return System.nanoTime();
        });
        try (EventReporter reporter = new EventReporter(options, transport)) {
            failure(report(reporter, 0, 1)).withMessageContaining("gone");

            assertThat(report(reporter, 1, 2)).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void textOfAnAnswerIsCutBetweenCharacters() {
        gateway.then(problem(400, "x".repeat(499) + "\uD83D\uDE00"));
        try (EventReporter reporter = reporter()) {
            failure(report(reporter, 0, 1)).withMessageContaining("x".repeat(499) + "…");
        }
    }

    @Test
    void silentGatewayFailsEventsInTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            gateway.then((post, exchange) -> awaitEnd(end));
        }
        try (EventReporter reporter = EventReporter.toGateway(gateway.address())
                .deliveryTimeout(Duration.ofSeconds(1))
                .build()) {
            CompletableFuture<Receipt> first = report(reporter, 0, 1);
            await().until(() -> gateway.posts().size() == 1);
            CompletableFuture<Receipt> second = report(reporter, 1, 2);

            failure(first).withMessageContaining("within 1000 ms: it did not answer within 500 ms");
            assertThat(second).failsWithin(PATIENCE);
        } finally {
            end.countDown();
        }
    }

    @Test
    void requestWithoutAnswerHoldsNoEventBeyondItsTime() {
        CountDownLatch end = new CountDownLatch(1);
        gateway.then((post, exchange) -> awaitEnd(end));
        HttpReporterBuilder options = EventReporter.toGateway(gateway.address()).deliveryTimeout(Duration.ofSeconds(3));
        HttpTransport transport =
                new HttpTransport(options.client(), options.deliveryTimeout, Duration.ofHours(1), System::nanoTime);
        try (EventReporter reporter = new EventReporter(options, transport)) {
            failure(report(reporter, 0, 1)).withMessageContaining("within 3000 ms");

            assertThat(report(reporter, 1, 2)).succeedsWithin(PATIENCE);
        } finally {
            end.countDown();
        }
    }

    @Test
    void pauseHoldsNoEventBeyondItsTime() {
        gateway.then(problem(503, "Kafka is away", "Retry-After", "60"));
        try (EventReporter reporter = EventReporter.toGateway(gateway.address())
                .deliveryTimeout(Duration.ofSeconds(3))
                .build()) {
            failure(report(reporter, 0, 1)).withMessageContaining("within 3000 ms: it answered 503: Kafka is away");
        }
    }

    @Test
    void closeEndsTheWaitForAnAnswer() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        gateway.then((post, exchange) -> awaitEnd(end));
        EventReporter reporter = reporter();
        CompletableFuture<Receipt> future = report(reporter, 0, 1);
        await().until(() -> gateway.posts().size() == 1);
        long start = System.nanoTime();

        reporter.close(Duration.ofMillis(100));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        failure(future).withMessageContaining("before the reporter was closed");
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("tidemark-event-poster")));
        end.countDown();
    }

    @Test
    void largeRequestsAreCompressedAndCarryTheHeaders() {
        try (EventReporter reporter = EventReporter.toGateway(URI.create(gateway.address() + "/behind/"))
                .header("Authorization", "Bearer secret")
                .build()) {
            assertThat(reporter.report(
                            Event.ofType("a").data("x", "ü".repeat(2_000)).build()))
                    .succeedsWithin(PATIENCE);
        }

        Post post = gateway.posts().get(0);
        assertThat(post.uri().getPath()).isEqualTo("/behind/api/v1/events");
        assertThat(post.headers().getFirst("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(post.headers().getFirst("Content-Encoding")).isEqualTo("gzip");
        assertThat(post.headers().getFirst("Authorization")).isEqualTo("Bearer secret");
        assertThat(Integer.parseInt(post.headers().getFirst("Content-Length"))).isLessThan(1_000);
    }

    @Test
    void eventWithLineBreaksIsOneLine() {
        byte[] json = "{\"eventType\":\"a\",\"data\":{\r\n\"x\":\n\"a\\nb\"}}".getBytes(UTF_8);
        try (EventReporter reporter = reporter()) {
            assertThat(reporter.report(new EventRewriter().rewrite(json, () -> "id", 1_700_000_000_000L)))
                    .succeedsWithin(PATIENCE);
        }

        assertThat(gateway.stored())
                .singleElement()
                .satisfies(event -> assertThat(event.data()).containsEntry("x", "a\nb"));
    }

    @Test
    void requestsAreBounded() throws Exception {
        gateway.then(problem(503, "Kafka is away"));
        try (EventReporter reporter = reporter()) {
            report(reporter, 0, 2_500);
            for (int i = 0; i < 50; i++) {
                reporter.report(Event.ofType("b").data("x", "x".repeat(50_000)).build());
            }
            reporter.flush();
        }

        assertThat(gateway.stored()).hasSize(2_550);
        assertThat(gateway.posts()).allSatisfy(post -> {
            assertThat(post.lines()).hasSizeLessThanOrEqualTo(1_000);
            assertThat(post.lines().stream()
                            .mapToInt(line -> line.getBytes(UTF_8).length)
                            .sum())
                    .isLessThanOrEqualTo(1_000_000);
        });
    }

    private EventReporter reporter() {
        return EventReporter.toGateway(gateway.address()).build();
    }

    /** A reporter with a long delivery timeout whose transport's time can be moved. */
    private EventReporter skewed(URI address) {
        HttpReporterBuilder options = EventReporter.toGateway(address).deliveryTimeout(Duration.ofHours(1));
        return new EventReporter(
                options,
                new HttpTransport(
                        options.client(),
                        options.deliveryTimeout,
                        Duration.ofHours(1),
                        () -> System.nanoTime() + skew.get()));
    }

    /** Sends so many events in one request: they gather while the one before waits for its answer. All are decided then. */
    private List<Post> oneRequestOf(EventReporter reporter, int events, ScriptedGateway.Step answer) throws Exception {
        CountDownLatch gathered = new CountDownLatch(1);
        gateway.then(
                (post, exchange) -> {
                    awaitEnd(gathered);
                    gateway.storeAll(post, exchange);
                },
                answer);
        report(reporter, 0, 1);
        await().until(() -> gateway.posts().size() == 1);
        report(reporter, 1, 1 + events);
        gathered.countDown();
        reporter.flush();
        assertThat(gateway.posts().get(1).lines()).hasSize(events);
        return gateway.posts();
    }

    private List<String> linesAfter(int index) {
        return gateway.posts().stream()
                .skip(index + 1)
                .flatMap(post -> post.lines().stream())
                .toList();
    }

    private static ThrowableAssertAlternative<?> failure(CompletableFuture<Receipt> future) {
        return assertThat(future).failsWithin(PATIENCE).withThrowableThat();
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Integer> numbers(List<Event> events) {
        return events.stream().map(ReporterContract::number).toList();
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }
}
