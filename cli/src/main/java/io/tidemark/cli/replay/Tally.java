package io.tidemark.cli.replay;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What became of the events sent. Thread-safe: the threads of the receiver's client report to it. */
final class Tally {

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();
    private volatile boolean unreachable;

    void countSent() {
        sent.incrementAndGet();
    }

    void acknowledge() {
        acknowledged.incrementAndGet();
    }

    /** One refused event says nothing of the next. */
    void refuse(String reason) {
        firstFailure.compareAndSet(null, reason);
    }

    /** A receiver that stayed away for minutes does. */
    void giveUp(String reason) {
        refuse(reason);
        unreachable = true;
    }

    long sent() {
        return sent.get();
    }

    long acknowledged() {
        return acknowledged.get();
    }

    boolean isComplete() {
        return acknowledged() == sent();
    }

    /** Whether to give up. */
    boolean isUnreachable() {
        return unreachable;
    }

    @Nullable String firstFailure() {
        return firstFailure.get();
    }
}
