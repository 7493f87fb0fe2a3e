package io.tidemark.event.client;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The fate of one event that was taken in: decided once, whoever comes first. Thread-safe. */
final class Delivery {

    private final InFlight inFlight;
    private final Receipt receipt;
    private final int size;
    private final CompletableFuture<Receipt> future = new CompletableFuture<>();
    private final AtomicBoolean decided = new AtomicBoolean();

    Delivery(InFlight inFlight, Receipt receipt, int size) {
        this.inFlight = inFlight;
        this.receipt = receipt;
        this.size = size;
    }

    CompletableFuture<Receipt> future() {
        return future;
    }

    String eventId() {
        return receipt.eventId();
    }

    int size() {
        return size;
    }

    /** Returns when the future is completed. */
    void await() throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException | CancellationException e) {
            // Decided, too; the one who reported it is told by the future.
        }
    }

    /** As {@link #await}, for a delivery that is decided: its future is completed within a moment, interrupt or not. */
    void join() {
        var unused = future.handle((receipt, failure) -> receipt).join();
    }

    void acknowledge() {
        if (decided.compareAndSet(false, true)) {
            inFlight.acknowledged(this);
            future.complete(receipt);
            inFlight.forget(this);
        }
    }

    /** The message goes on from "event ID ". */
    void fail(String message, @Nullable Throwable cause) {
        fail(new DeliveryFailedException(receipt.eventId(), message, cause));
    }

    void reject(String error) {
        fail(new EventRejectedException(receipt.eventId(), error));
    }

    private void fail(RuntimeException failure) {
        if (decided.compareAndSet(false, true)) {
            inFlight.failed(this);
            future.completeExceptionally(failure);
            inFlight.forget(this);
        }
    }
}
