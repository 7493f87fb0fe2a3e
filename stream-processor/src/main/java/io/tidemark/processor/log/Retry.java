package io.tidemark.processor.log;

import java.time.Clock;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** When to try again: soon at first, then less and less often, at most every 5 s. Not thread-safe. */
final class Retry {

    private static final ExponentialBackOff BACK_OFF = new ExponentialBackOff(100, 2);

    static {
        BACK_OFF.setMaxInterval(5_000);
    }

    private final Clock clock;
    private BackOffExecution attempts = BACK_OFF.start();
    private long due;

    Retry(Clock clock) {
        this.clock = clock;
    }

    boolean isDue() {
        return clock.millis() >= due;
    }

    void later() {
        due = clock.millis() + attempts.nextBackOff();
    }

    void reset() {
        attempts = BACK_OFF.start();
        due = 0;
    }
}
