package io.tidemark.cli.demo;

import io.tidemark.event.Event;
import io.tidemark.event.client.EventReporter;
import io.tidemark.event.client.ReporterBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the events of the made-up shop as they happen, until it is closed. While the receiver is away the reporter keeps
 * what it can and tries again; what it has to give up is missing, as it would be with a real shop. Thread-safe.
 */
public final class Demo implements AutoCloseable {

    /** What it sends, for the person at the terminal. */
    public static final String DESCRIPTION = "about 100 events a second of a shop that does not exist:"
            + " user_login, page_view, search, purchase, request, error";

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration LONGEST_GAP = Duration.ofMinutes(1);
    private static final Duration ROOM_WITHIN = Duration.ofMinutes(5);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(3);
    private static final long BUFFER_BYTES = 4L * 1024 * 1024;

    private final EventReporter reporter;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Thread thread;

    private Demo(EventReporter reporter, Clock clock, Duration history) {
        this.reporter = reporter;
        this.clock = clock;
        this.thread = new Thread(() -> run(history), "tidemark-demo");
    }

    /**
     * Starts and returns at once.
     *
     * @param gateway where it reports to
     * @param clock   tells when it is, and by its zone which time of day
     * @param history how much of the past is told first, as fast as it goes
     */
    public static Demo start(URI gateway, Clock clock, Duration history) {
        return start(EventReporter.toGateway(gateway), clock, history);
    }

    static Demo start(ReporterBuilder<?> receiver, Clock clock, Duration history) {
        EventReporter reporter = receiver.bufferSize(BUFFER_BYTES)
                // The history comes faster than it can be stored.
                .blockWhenFull(ROOM_WITHIN)
                .closeTimeout(STOPPED_WITHIN)
                .build();
        Demo demo = new Demo(reporter, clock, history);
        demo.thread.setDaemon(true);
        demo.thread.start();
        return demo;
    }

    /** Returns when nothing more is sent; what was reported is acknowledged by then or given up. */
    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        try {
            thread.interrupt();
            thread.join(STOPPED_WITHIN.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        reporter.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Duration history) {
        try {
            Instant now = clock.instant();
            goOn(tell(now.minus(history), now), now);
        } catch (InterruptedException e) {
            // Closed while it waited.
        }
    }

    /** In steps, so that closing need not wait for all of it. */
    private Traffic tell(Instant from, Instant to) throws InterruptedException {
        Traffic traffic = trafficFrom(from);
        for (Instant step = from; step.isBefore(to); step = step.plus(STEP)) {
            traffic.advance(step, this::report);
            pause(Duration.ZERO);
        }
        return traffic;
    }

    private void goOn(Traffic shop, Instant from) throws InterruptedException {
        Traffic traffic = shop;
        for (Instant last = from; ; pause(TICK)) {
            Instant now = clock.instant();
            if (now.isAfter(last.plus(LONGEST_GAP))) {
                // The machine slept, or there was no room for long: that time is not made up for.
                traffic = trafficFrom(now);
            }
            traffic.advance(now, this::report);
            last = now;
        }
    }

    private void pause(Duration length) throws InterruptedException {
        if (closing.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("closed");
        }
    }

    /** Another start is another shop: it does not do the same things again at another time. */
    private Traffic trafficFrom(Instant start) {
        return new Traffic(start.toEpochMilli(), start, clock.getZone());
    }

    private void report(Event event) {
        var unused = reporter.report(event).whenComplete((receipt, failure) -> {
            if (closing.getCount() == 0 || failing.getAndSet(failure != null) == (failure != null)) {
                return;
            }
            if (failure == null) {
                LOG.info("the demo's events arrive again");
            } else {
                LOG.warn("the demo's events do not arrive: {}", failure.getMessage());
            }
        });
    }
}
