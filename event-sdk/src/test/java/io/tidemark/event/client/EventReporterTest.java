package io.tidemark.event.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.tidemark.event.EncodedEvent;
import io.tidemark.event.Event;
import io.tidemark.event.EventCodec;
import io.tidemark.event.EventRewriter;
import io.tidemark.event.EventRules;
import io.tidemark.event.MalformedEventException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventReporterTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Event SMALL = Event.ofType("a").build();

    /** Two of them fit into the smallest buffer. */
    private static final Event LARGE =
            Event.ofType("a").data("x", "x".repeat(100 * 1024)).build();

    private final HeldTransport transport = new HeldTransport();
    private final KafkaReporterBuilder options = EventReporter.toKafka("127.0.0.1:9092")
            .bufferSize(EventRules.MAX_BYTES)
            .clock(Clock.fixed(NOW.plusNanos(999), ZoneOffset.UTC));
    private EventReporter reporter = new EventReporter(options, transport);

    @AfterEach
    void close() {
        reporter.close(Duration.ZERO);
    }

    @Test
    void idAndTimeAreGivenToAnEventWithout() {
        CompletableFuture<Receipt> future = reporter.report(SMALL);

        Outgoing outgoing = sent(0);
        Event event = new EventCodec().decode(outgoing.json());
        assertThat(UUID.fromString(event.eventId()).version()).isEqualTo(7);
        assertThat(event.timestamp()).isEqualTo(NOW);
        assertThat(outgoing.key()).isEqualTo(event.eventId());
        outgoing.delivery().acknowledge();
        assertThat(future).isCompletedWithValue(new Receipt(outgoing.key(), NOW));
    }

    @Test
    void encodedEventIsSentAsItIs() {
        byte[] json = "{\"eventType\":\"a\",\"userId\":\"u\",\"data\":{ \"x\" : 1.50 }}".getBytes(UTF_8);
        EncodedEvent event = new EventRewriter().rewrite(json, () -> "id", NOW.toEpochMilli());

        CompletableFuture<Receipt> future = reporter.report(event);

        Outgoing outgoing = sent(0);
        assertThat(outgoing.json()).isSameAs(event.json());
        assertThat(outgoing.key()).isEqualTo("u");
        outgoing.delivery().acknowledge();
        assertThat(future).isCompletedWithValue(new Receipt("id", NOW));
    }

    @Test
    void whatTheSenderSaysIsKept() {
        Event event = Event.ofType("purchase")
                .eventId("id")
                .userId("Zoë")
                .timestamp(Instant.EPOCH)
                .data("amount", 3)
                .build();

        CompletableFuture<Receipt> future = reporter.report(event);

        assertThat(new EventCodec().decode(sent(0).json())).isEqualTo(event);
        assertThat(sent(0).key()).isEqualTo("Zoë");
        sent(0).delivery().acknowledge();
        assertThat(future).isCompletedWithValue(new Receipt("id", Instant.EPOCH));
    }

    @Test
    void fullBufferRefusesAtOnce() {
        CompletableFuture<Receipt> first = reporter.report(LARGE);
        reporter.report(LARGE);

        CompletableFuture<Receipt> refused = reporter.report(LARGE);

        assertThat(refused)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(BufferFullException.class)
                .withMessageContaining("of 262144 bytes wait to be acknowledged")
                .withMessageContaining("bufferSize");
        assertThat(reporter.counters().refused()).isEqualTo(1);
        assertThat(reporter.counters().inFlight()).isEqualTo(2);

        sent(0).delivery().acknowledge();
        assertThat(first).isCompleted();
        assertThat(reporter.report(LARGE)).isNotDone();
    }

    /** 262,144 bytes hold 530 of them, of 94 and 400 bytes each. */
    @Test
    void smallEventsCountForMoreThanTheirJson() {
        for (int i = 0; i < 600; i++) {
            reporter.report(SMALL);
        }

        assertThat(reporter.counters().inFlight()).isBetween(500L, 550L);
        assertThat(reporter.counters().bufferedBytes()).isBetween(261_000L, 262_144L);
    }

    @Test
    void errorFailsItsEventAndNoOther() {
        transport.onSend(event -> {
            throw new NoClassDefFoundError("gone");
        });
        assertThat(reporter.report(SMALL))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(DeliveryFailedException.class)
                .withMessageContaining("gone");
        transport.onSend(event -> event.delivery().acknowledge());

        assertThat(reporter.report(SMALL)).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void fullBufferIsWaitedForWhenWanted() throws Exception {
        rebuild(options.blockWhenFull(Duration.ofSeconds(30)));
        reporter.report(LARGE);
        reporter.report(LARGE);

        FutureTask<CompletableFuture<Receipt>> waiting = new FutureTask<>(() -> reporter.report(LARGE));
        startAndAwaitWaiting(waiting);
        assertThat(reporter.counters().reported()).isEqualTo(2);
        sent(0).delivery().acknowledge();

        assertThat(waiting.get(10, SECONDS)).isNotDone();
        assertThat(reporter.counters().refused()).isZero();
    }

    @Test
    void waitForAFullBufferEnds() {
        rebuild(options.blockWhenFull(Duration.ofMillis(50)));
        reporter.report(LARGE);
        reporter.report(LARGE);
        long start = System.nanoTime();

        assertThat(reporter.report(LARGE))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(BufferFullException.class);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void closeEndsTheWaitForAFullBuffer() throws Exception {
        rebuild(options.blockWhenFull(Duration.ofHours(1)));
        reporter.report(LARGE);
        reporter.report(LARGE);
        FutureTask<CompletableFuture<Receipt>> waiting = new FutureTask<>(() -> reporter.report(LARGE));
        startAndAwaitWaiting(waiting);

        reporter.close(Duration.ZERO);

        assertThat(waiting.get(10, SECONDS))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void tooLargeAnEventIsRefused() {
        Event event =
                Event.ofType("a").data("x", "x".repeat(EventRules.MAX_BYTES)).build();

        assertThat(reporter.report(event))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(MalformedEventException.class);
        assertThat(reporter.counters()).isEqualTo(new ReporterCounters(1, 0, 0, 1, 0, 0));
    }

    @Test
    void flushWaitsForWhatWasReportedBefore() throws Exception {
        CompletableFuture<Receipt> first = reporter.report(SMALL);
        CompletableFuture<Receipt> second = reporter.report(SMALL);
        FutureTask<?> flush = new FutureTask<>(() -> {
            reporter.flush();
            return first.isDone() && second.isDone();
        });
        startAndAwaitWaiting(flush);
        CompletableFuture<Receipt> later = reporter.report(SMALL);

        sent(0).delivery().acknowledge();
        assertThat(flush.isDone()).isFalse();
        sent(1).delivery().fail("was lost", null);

        assertThat(flush.get(10, SECONDS)).isEqualTo(true);
        assertThat(later).isNotDone();
    }

    @Test
    void closeWaitsForWhatIsInFlight() throws Exception {
        CompletableFuture<Receipt> future = reporter.report(SMALL);
        FutureTask<?> close = new FutureTask<>(() -> {
            reporter.close();
            return null;
        });
        startAndAwaitWaiting(close);
        assertThat(transport.isClosed()).isFalse();

        sent(0).delivery().acknowledge();

        close.get(10, SECONDS);
        assertThat(future).isCompleted();
        assertThat(transport.isClosed()).isTrue();
    }

    @Test
    void closeFailsWhatIsLeft() {
        CompletableFuture<Receipt> future =
                reporter.report(Event.ofType("a").eventId("id").build());

        reporter.close(Duration.ofMillis(20));

        assertThat(future)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(DeliveryFailedException.class)
                .withMessageContaining("event id was not acknowledged before the reporter was closed");
        assertThat(transport.isClosed()).isTrue();
        assertThat(reporter.counters()).isEqualTo(new ReporterCounters(1, 0, 1, 0, 0, 0));
    }

    @Test
    void interruptEndsTheWaitOfCloseAndIsKept() {
        CompletableFuture<Receipt> future = reporter.report(SMALL);
        Thread.currentThread().interrupt();

        reporter.close(Duration.ofHours(1));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(future).isCompletedExceptionally();
    }

    @Test
    void closedReporterRefuses() {
        reporter.close();
        reporter.close();

        assertThat(reporter.report(SMALL))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("closed");
        assertThat(reporter.counters()).isEqualTo(new ReporterCounters(1, 0, 0, 1, 0, 0));
    }

    @Test
    void lateAcknowledgementChangesNothing() {
        reporter.report(SMALL);
        Outgoing outgoing = sent(0);
        reporter.close(Duration.ZERO);
        ReporterCounters closed = reporter.counters();

        outgoing.delivery().acknowledge();

        assertThat(reporter.counters()).isEqualTo(closed);
    }

    @Test
    void failingTransportFailsOneEventOnly() {
        transport.onSend(event -> {
            if (event.key().equals("bad")) {
                throw new UnsupportedOperationException("no");
            }
            event.delivery().acknowledge();
        });

        CompletableFuture<Receipt> bad =
                reporter.report(Event.ofType("a").userId("bad").build());
        CompletableFuture<Receipt> good = reporter.report(SMALL);

        assertThat(bad)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("could not be sent");
        assertThat(good).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventReporter.toKafka("localhost"))
                .withMessageContaining("write host:port");
        assertThatIllegalArgumentException().isThrownBy(() -> EventReporter.toKafka("a:9092,"));
        assertThatIllegalArgumentException().isThrownBy(() -> options.bufferSize(1000));
        assertThatIllegalArgumentException().isThrownBy(() -> options.blockWhenFull(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> options.deliveryTimeout(Duration.ofMillis(999)));
        assertThatIllegalArgumentException().isThrownBy(() -> options.property("acks", "1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.property("linger.ms", "soon").build())
                .withMessageContaining("linger.ms");
    }

    private void rebuild(KafkaReporterBuilder other) {
        reporter.close(Duration.ZERO);
        reporter = new EventReporter(other, transport);
    }

    private Outgoing sent(int index) {
        await().until(() -> transport.sent().size() > index);
        return transport.sent().get(index);
    }

    private static void startAndAwaitWaiting(FutureTask<?> task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        await().until(() ->
                thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING);
    }
}
