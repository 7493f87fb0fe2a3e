package io.tidemark.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Single events at a fixed rate, whatever the answers take: each has a moment at which it is to be sent, and its latency
 * counts from there. So a stall of the gateway is seen by all requests that should have been sent meanwhile.
 */
final class GatewaySingles {

    static final int RATE = 2_000;

    /** Enough for answers of 100 ms; who comes late sends late, and it counts. */
    private static final int CONNECTIONS = 200;

    private static final long SPACING_NANOS = TimeUnit.SECONDS.toNanos(1) / RATE;
    private static final byte[] EVENT = ("{\"eventType\":\"page_view\",\"userId\":\"user-100001\","
                    + "\"data\":{\"page\":\"/products/running-shoes\",\"session\":\"a3f1c2d4e5b6978\","
                    + "\"agent\":\"Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0\"}}")
            .getBytes(UTF_8);

    private final int port;

    GatewaySingles(int port) {
        this.port = port;
    }

    /** Sends for so many seconds and returns the latencies in nanoseconds, sorted. */
    long[] send(int seconds) throws InterruptedException, ExecutionException {
        int each = RATE * seconds / CONNECTIONS;
        long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(1); // all are connected by then
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<long[]>> senders = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                long first = start + i * SPACING_NANOS;
                senders.add(() -> sendAll(first, each));
            }
            long[] all = new long[each * CONNECTIONS];
            int filled = 0;
            for (Future<long[]> latencies : threads.invokeAll(senders)) {
                System.arraycopy(latencies.get(), 0, all, filled, each);
                filled += each;
            }
            Arrays.sort(all);
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    /** The value that this share of them does not exceed. */
    static long quantile(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * share) - 1)];
    }

    private long[] sendAll(long first, int count) throws IOException {
        long[] latencies = new long[count];
        try (HttpConnection connection = new HttpConnection(port, GatewayBenchmark.PATH)) {
            for (int i = 0; i < count; i++) {
                long intended = first + i * SPACING_NANOS * CONNECTIONS;
                while (System.nanoTime() < intended) {
                    LockSupport.parkNanos(intended - System.nanoTime());
                }
                int status = connection.post(EVENT);
                if (status != GatewayBenchmark.ACCEPTED) {
                    throw new IllegalStateException("the gateway answered " + status + ": " + connection.body());
                }
                latencies[i] = System.nanoTime() - intended;
            }
        }
        return latencies;
    }
}
