package io.tidemark.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Batches, each connection sending its next one when the last is acknowledged. */
final class GatewayBatches {

    static final int BATCH = 100;
    private static final int CONNECTIONS = 8;
    private static final int BODIES = 100;

    private final int port;
    private final List<byte[]> bodies = new ArrayList<>();

    GatewayBatches(int port, MixedEvents events) {
        this.port = port;
        for (int i = 0; i < BODIES; i++) {
            StringJoiner body = new StringJoiner(",", "[", "]");
            for (int j = 0; j < BATCH; j++) {
                body.add(events.next().json());
            }
            bodies.add(body.toString().getBytes(UTF_8));
        }
    }

    /** How many different events are sent, over and over. */
    static int variety() {
        return BODIES * BATCH;
    }

    /** Sends that many events, rounded up to batches; returns when all are acknowledged. */
    void send(long events) throws InterruptedException, ExecutionException {
        AtomicLong left = new AtomicLong(events);
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Void>> senders = Collections.nCopies(CONNECTIONS, () -> sendAll(left));
            for (Future<Void> sender : threads.invokeAll(senders)) {
                sender.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private @Nullable Void sendAll(AtomicLong left) throws IOException {
        try (HttpConnection connection = new HttpConnection(port, GatewayBenchmark.PATH)) {
            for (long rest = left.getAndAdd(-BATCH); rest > 0; rest = left.getAndAdd(-BATCH)) {
                int status = connection.post(bodies.get((int) (rest / BATCH % BODIES)));
                if (status != GatewayBenchmark.ACCEPTED) {
                    throw new IllegalStateException("the gateway answered " + status + ": " + connection.body());
                }
            }
        }
        return null;
    }
}
