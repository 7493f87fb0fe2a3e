package io.tidemark.gateway.ingest;

import io.tidemark.event.EncodedEvent;
import io.tidemark.event.MalformedEventException;
import io.tidemark.event.client.EventReporter;
import io.tidemark.event.client.Receipt;
import io.tidemark.gateway.ingest.EventResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Writes the valid events of a request and waits until it is known what became of them. Thread-safe. */
public final class Publisher {

    private static final String NOT_ACKNOWLEDGED =
            "Kafka did not acknowledge it in time; it may have been stored all the same";

    private final EventReporter reporter;
    private final Meters meters;
    private final long patienceNanos;

    /**
     * A publisher.
     *
     * @param patience how long a request waits
     */
    public Publisher(EventReporter reporter, Meters meters, Duration patience) {
        this.reporter = reporter;
        this.meters = meters;
        this.patienceNanos = patience.toNanos();
    }

    /** Returns as soon as every event is decided, or when the patience is over, or on an interrupt. */
    public Outcome publish(List<Verdict> verdicts) {
        long start = System.nanoTime();
        List<@Nullable CompletableFuture<Receipt>> receipts = new ArrayList<>(verdicts.size());
        for (Verdict verdict : verdicts) {
            receipts.add(verdict instanceof Verdict.Valid valid ? report(valid.event(), start) : null);
        }
        await(receipts, start);
        List<EventResult> results = new ArrayList<>(verdicts.size());
        for (int i = 0; i < verdicts.size(); i++) {
            results.add(result(i, verdicts.get(i), receipts.get(i)));
        }
        Outcome outcome = new Outcome(results);
        meters.count(outcome);
        meters.acknowledgement().record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return outcome;
    }

    /** The reporter makes each report wait while its buffer is full: all of them together wait no longer than one. */
    private @Nullable CompletableFuture<Receipt> report(EncodedEvent event, long start) {
        return left(start) <= 0 ? null : reporter.report(event);
    }

    /** Once for all of them: to wait for one after the other would wake this thread up for each. */
    private void await(List<@Nullable CompletableFuture<Receipt>> receipts, long start) {
        CompletableFuture<?>[] reported =
                receipts.stream().filter(Objects::nonNull).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(reported).get(left(start), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            // All are decided, and some have failed.
        } catch (TimeoutException e) {
            // What is not decided now is unknown.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static EventResult result(int index, Verdict verdict, @Nullable CompletableFuture<Receipt> receipt) {
        if (verdict instanceof Verdict.Rejected rejected) {
            MalformedEventException reason = rejected.reason();
            return new EventResult(index, null, Status.REJECTED, name(reason), reason.getMessage());
        }
        String id = ((Verdict.Valid) verdict).event().eventId();
        boolean isStored = receipt != null && receipt.isDone() && !receipt.isCompletedExceptionally();
        return isStored
                ? new EventResult(index, id, Status.ACCEPTED, null, null)
                : new EventResult(index, id, Status.UNKNOWN, null, NOT_ACKNOWLEDGED);
    }

    private static String name(MalformedEventException rejection) {
        return rejection.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private long left(long start) {
        return patienceNanos - (System.nanoTime() - start);
    }
}
