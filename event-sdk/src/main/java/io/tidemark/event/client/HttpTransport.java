package io.tidemark.event.client;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Posts events to the gateway in batches, one request at a time. What has to be sent again goes to the front of what
 * waits, so events keep their order.
 */
final class HttpTransport implements Transport {

    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_BYTES = 1_000_000;
    private static final Duration LINGER = Duration.ofMillis(5);

    /** How often events are looked at that are due meanwhile. */
    private static final Duration TICK = Duration.ofMillis(100);

    private final GatewayClient client;
    private final Duration deliveryTimeout;
    private final Duration requestTimeout;
    private final LongSupplier nanoTime;
    private final LinkedBlockingDeque<PendingEvent> waiting = new LinkedBlockingDeque<>();
    private final Backoff backoff = new Backoff();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread poster = new Thread(this::postAll, "tidemark-event-poster");

    /** Less than at first once something on the way found a request too large. */
    private int mostBytes = MOST_BYTES;

    HttpTransport(GatewayClient client, Duration deliveryTimeout, Duration requestTimeout, LongSupplier nanoTime) {
        this.client = client;
        this.deliveryTimeout = deliveryTimeout;
        this.requestTimeout = requestTimeout;
        this.nanoTime = nanoTime;
        poster.setDaemon(true);
        poster.start();
    }

    @Override
    public void send(Outgoing event) {
        waiting.addLast(new PendingEvent(event));
    }

    @Override
    public void close() {
        closed.countDown();
        poster.interrupt();
    }

    private void postAll() {
        List<PendingEvent> batch = new ArrayList<>(MOST_EVENTS);
        try {
            while (closed.getCount() > 0) {
                postOrFail(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            // Closed; the reporter fails what is left.
        }
    }

    /** At least one event. */
    private void gather(List<PendingEvent> batch) throws InterruptedException {
        batch.add(waiting.takeFirst());
        fill(batch);
        if (waiting.isEmpty()) {
            closed.await(LINGER.toNanos(), TimeUnit.NANOSECONDS);
            fill(batch);
        }
    }

    private void fill(List<PendingEvent> batch) {
        int bytes = batch.stream().mapToInt(event -> event.json().length).sum();
        PendingEvent next = waiting.peekFirst();
        while (next != null && batch.size() < MOST_EVENTS && bytes + next.json().length <= mostBytes) {
            bytes += next.json().length;
            batch.add(waiting.removeFirst());
            next = waiting.peekFirst();
        }
    }

    /** A fault of this code, or an Error, must not leave events undecided: this thread goes on in any case. */
    private void postOrFail(List<PendingEvent> batch) throws InterruptedException {
        try {
            gather(batch);
            post(batch);
        } catch (RuntimeException | Error e) {
            batch.stream().filter(event -> !event.isDecided()).forEach(event -> event.fail("could not be sent: " + e));
        }
    }

    private void post(List<PendingEvent> batch) throws InterruptedException {
        failLate(batch);
        batch.removeIf(PendingEvent::isDecided);
        if (batch.isEmpty()) {
            return;
        }
        long sentAt = nanoTime.getAsLong();
        GatewayAnswer answer = ask(batch);
        if (answer.isTooLarge() && batch.size() > 1) {
            mostBytes = batch.stream().mapToInt(event -> event.json().length).sum() / 2;
            putBack(batch);
            return;
        }
        settle(batch, answer, sentAt);
        boolean progress = batch.stream().anyMatch(PendingEvent::isDecided);
        batch.removeIf(PendingEvent::isDecided);
        putBack(batch);
        if (progress) {
            backoff.reset();
        }
        if (!batch.isEmpty()) {
            pause(answer.retryAfter().plus(backoff.next()));
        }
    }

    private GatewayAnswer ask(List<PendingEvent> batch) throws InterruptedException {
        long giveUp = nanoTime.getAsLong() + requestTimeout.toNanos();
        List<String> ids = batch.stream().map(PendingEvent::eventId).toList();
        CompletableFuture<HttpResponse<byte[]>> response =
                client.post(batch.stream().map(PendingEvent::json).toList());
        try {
            while (nanoTime.getAsLong() - giveUp < 0 && !batch.stream().allMatch(PendingEvent::isDecided)) {
                try {
                    return GatewayAnswer.of(response.get(TICK.toNanos(), TimeUnit.NANOSECONDS), ids);
                } catch (TimeoutException e) {
                    failLate(batch);
                }
            }
            return GatewayAnswer.lost("it did not answer within " + requestTimeout.toMillis() + " ms", ids.size());
        } catch (ExecutionException e) {
            return GatewayAnswer.failed(e.getCause(), ids.size());
        } finally {
            response.cancel(true);
        }
    }

    private void settle(List<PendingEvent> batch, GatewayAnswer answer, long sentAt) {
        for (int i = 0; i < batch.size(); i++) {
            PendingEvent event = batch.get(i);
            GatewayAnswer.Outcome outcome = answer.outcomes().get(i);
            if (event.isDecided()) {
                continue;
            }
            switch (outcome.kind()) {
                case ACCEPTED -> event.acknowledge();
                case REJECTED -> event.reject(outcome.text());
                case REFUSED -> event.fail("was refused by the gateway at " + client.gateway() + ": " + outcome.text());
                case NOT_TAKEN -> event.notTaken(outcome.text());
                case UNKNOWN -> event.unknown(sentAt, outcome.text());
            }
        }
    }

    private void putBack(List<PendingEvent> batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            waiting.addFirst(batch.get(i));
        }
    }

    private void pause(Duration time) throws InterruptedException {
        long end = nanoTime.getAsLong() + time.toNanos();
        long left = time.toNanos();
        while (left > 0 && !closed.await(Math.min(left, TICK.toNanos()), TimeUnit.NANOSECONDS)) {
            failLate(List.of());
            left = end - nanoTime.getAsLong();
        }
    }

    /** Those of the batch, and those that wait: the oldest stand in front. */
    private void failLate(List<PendingEvent> batch) {
        long now = nanoTime.getAsLong();
        for (PendingEvent event : batch) {
            if (!event.isDecided()) {
                failIfLate(event, now);
            }
        }
        PendingEvent first = waiting.peekFirst();
        while (first != null && failIfLate(first, now)) {
            waiting.removeFirst();
            first = waiting.peekFirst();
        }
    }

    private boolean failIfLate(PendingEvent event, long now) {
        event.failIfLate(now, client.gateway().toString(), deliveryTimeout);
        return event.isDecided();
    }
}
