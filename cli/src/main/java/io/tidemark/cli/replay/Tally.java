package io.tidemark.cli.replay;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What became of the events sent. Thread-safe: Kafka's own thread reports to it. */
final class Tally implements Callback {

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> firstFailure = new AtomicReference<>();
    private volatile boolean unreachable;

    void countSent() {
        sent.incrementAndGet();
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null) {
            acknowledged.incrementAndGet();
            return;
        }
        firstFailure.compareAndSet(null, failure);
        // One refused record says nothing of the next; a Kafka that stayed away for minutes does.
        if (failure instanceof TimeoutException) {
            unreachable = true;
        }
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

    @Nullable Exception firstFailure() {
        return firstFailure.get();
    }
}
