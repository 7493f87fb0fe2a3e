package io.tidemark.cli.stack;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Waits for a service that runs and may not be ready yet, as the processor first finds its place in the log.
 *
 * @param health asked again and again
 * @param patience how long something may be waited for
 */
record Readiness(Supplier<HealthReport> health, Duration patience) {

    private static final int EVERY_MS = 50;

    /**
     * Waits while the service itself waits. What time does not heal is returned at once.
     *
     * @return the last report; not up if the patience ended or somebody must decide
     */
    HealthReport await() throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        HealthReport report = health.get();
        while (report.isWaiting() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(EVERY_MS);
            report = health.get();
        }
        return report;
    }
}
