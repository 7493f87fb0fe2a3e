package io.tidemark.event.client;

import io.tidemark.event.EncodedEvent;
import io.tidemark.event.Event;
import io.tidemark.event.EventCodec;
import io.tidemark.event.EventIds;
import io.tidemark.event.MalformedEventException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Reports events from an application. Thread-safe; an application needs one.
 *
 * <pre>{@code
 * try (EventReporter reporter = EventReporter.toKafka("127.0.0.1:9092").build()) {
 *     reporter.report(Event.ofType("purchase").userId("u1").data("amount", 12.5).build());
 * }
 * }</pre>
 *
 * <p>Events of the same user (without a user: of the same id) that one thread reports are stored in that order; over the
 * gateway those that Kafka did not acknowledge to it in time come later than the rest of their request. An event that
 * gets no {@code eventId} from its sender gets a time-ordered one, and one without a timestamp the present time.
 *
 * <p>One report to Kafka is stored once, however often the producer has to send it: its retries are idempotent. One
 * report to the gateway is sent again under the same {@code eventId} when the answer is lost, for up to 5 minutes, and
 * can then be stored twice. An event that the application reports again is stored again. What is stored twice under the
 * same {@code eventId} and for the same user counts once, unless the processor's limits of deduplication lie between the two: by
 * default 10 minutes or 1,000,000 events of one partition.
 *
 * <p>Nothing here depends on the receiver being up: events wait in a buffer, bounded in bytes, until it is there or
 * their delivery timeout is over. What is in the buffer when the process dies is lost; the future of
 * {@link #report} tells what is not.
 */
public final class EventReporter implements AutoCloseable {

    private final EventCodec codec = new EventCodec();
    private final BlockingQueue<Outgoing> queue = new LinkedBlockingQueue<>();
    private final Clock clock;
    private final EventIds ids;
    private final Duration patience;
    private final Duration deliveryTimeout;
    private final Duration closeTimeout;
    private final InFlight inFlight;
    private final Transport transport;
    private final Thread sender;

    EventReporter(ReporterBuilder<?> options, Transport transport) {
        this.clock = options.clock;
        this.ids = new EventIds(options.clock);
        this.patience = options.patience;
        this.deliveryTimeout = options.deliveryTimeout;
        this.closeTimeout = options.closeTimeout;
        this.inFlight = new InFlight(options.bufferSize);
        this.transport = transport;
        this.sender = new Thread(this::sendAll, "tidemark-event-reporter");
        sender.setDaemon(true);
        sender.start();
    }

    /**
     * A reporter that writes to Kafka.
     *
     * @param bootstrapServers {@code host:port} of one or more brokers, with commas between
     * @throws IllegalArgumentException if one of them is not {@code host:port}
     */
    public static KafkaReporterBuilder toKafka(String bootstrapServers) {
        return new KafkaReporterBuilder(bootstrapServers);
    }

    /**
     * A reporter that posts to the gateway, by HTTP/1.1 and without a proxy.
     *
     * @param gateway where the gateway is, for example {@code http://127.0.0.1:8081}
     * @throws IllegalArgumentException if it is no plain address: neither http nor https, or with credentials or a query
     */
    public static HttpReporterBuilder toGateway(URI gateway) {
        return new HttpReporterBuilder(gateway);
    }

    /**
     * Takes one event in and returns at once, unless {@link ReporterBuilder#blockWhenFull} allows a wait for room.
     *
     * <p>The future ends with
     *
     * <ul>
     *   <li>a receipt, once the event is stored on all in-sync replicas;
     *   <li>{@link DeliveryFailedException} if that could not be done in time, or before the reporter was closed;
     *   <li>{@link EventRejectedException} if the gateway refuses it;
     *   <li>{@link BufferFullException} if there is no room for it;
     *   <li>{@link MalformedEventException} if it is too large or {@code data} holds what has no JSON form;
     *   <li>{@link IllegalStateException} if the reporter is closed.
     * </ul>
     *
     * <p>What hangs on the future runs on the thread that receives acknowledgements: it must be short, and call neither
     * {@link #flush} nor {@link #close}. Cancelling the future does not call the event back.
     */
    public CompletableFuture<Receipt> report(Event event) {
        try {
            String id = event.eventId() == null ? ids.next() : event.eventId();
            Instant time = event.timestamp() == null ? now() : event.timestamp();
            byte[] json = codec.encode(new Event(id, event.eventType(), event.userId(), time, event.data()));
            return report(event.userId() == null ? id : event.userId(), json, new Receipt(id, time));
        } catch (MalformedEventException e) {
            inFlight.refuse();
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Takes in an event that is encoded already; all else is as with {@link #report(Event)}. */
    public CompletableFuture<Receipt> report(EncodedEvent event) {
        String key = event.userId() == null ? event.eventId() : event.userId();
        return report(key, event.json(), new Receipt(event.eventId(), event.time()));
    }

    private CompletableFuture<Receipt> report(String key, byte[] json, Receipt receipt) {
        try {
            Delivery delivery = inFlight.admit(receipt, json.length, patience);
            queue.add(new Outgoing(key, json, System.nanoTime() + deliveryTimeout.toNanos(), delivery));
            return delivery.future();
        } catch (BufferFullException | IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Waits until every event that was reported before is decided, which is when
     * their delivery timeouts are over at the latest.
     * What became of them stands in their futures and in {@link #counters}.
     */
    public void flush() throws InterruptedException {
        for (Delivery delivery : inFlight.undecided()) {
            delivery.await();
        }
    }

    /** What became of the events up to now. */
    public ReporterCounters counters() {
        return inFlight.counters();
    }

    /** {@link #close(Duration)} with the close timeout of the builder, 30 seconds by default. */
    @Override
    public void close() {
        close(closeTimeout);
    }

    /**
     * Takes no more events, waits up to the timeout until those taken in are decided, then fails the rest. An interrupt
     * ends the wait. Has no effect on a reporter that is closed.
     */
    public void close(Duration timeout) {
        inFlight.close();
        boolean interrupted = false;
        try {
            inFlight.awaitNone(timeout);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        sender.interrupt();
        for (Delivery delivery : inFlight.undecided()) {
            delivery.fail(
                    "was not acknowledged before the reporter was closed; it may have been stored all the same", null);
            // Another thread may have decided it just now, and be about to complete its future.
            delivery.join();
        }
        transport.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void sendAll() {
        try {
            while (true) {
                send(queue.take());
            }
        } catch (InterruptedException e) {
            // The reporter is closing, and fails what is left.
        }
    }

    private void send(Outgoing event) throws InterruptedException {
        try {
            transport.send(event);
        } catch (RuntimeException | Error e) {
            // An Error too: this thread must go on, or what is behind the event would never be decided.
            event.delivery().fail("could not be sent: " + e, e);
        }
    }
}
