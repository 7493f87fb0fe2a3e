package io.tidemark.gateway.web;

import io.tidemark.gateway.ingest.Refusal;
import io.tidemark.gateway.ingest.RefusedException;
import java.util.concurrent.Semaphore;

/**
 * How many requests may publish at once: fewer than the server has threads, so that health is answered while all of them
 * wait for Kafka. Thread-safe.
 */
final class ConcurrencyLimit {

    private final int most;
    private final Semaphore free;

    ConcurrencyLimit(int threads) {
        this.most = Math.max(1, threads * 9 / 10);
        this.free = new Semaphore(most);
    }

    /** Throws {@link RefusedException} if there are as many as there may be. */
    void enter() {
        if (!free.tryAcquire()) {
            throw new RefusedException(Refusal.OVERLOADED, most + " requests are being answered, the most at once");
        }
    }

    void leave() {
        free.release();
    }
}
