package io.tidemark.processor.log;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** When to try again: soon at first, then less and less often, at most every 5 s. Not thread-safe. */
final class Retry {

    private static final ExponentialBackOff BACK_OFF = new ExponentialBackOff(100, 2);

    static {
        BACK_OFF.setMaxInterval(5_000);
    }

    private final Ticker ticker;
    private BackOffExecution attempts = BACK_OFF.start();
    private long due = Long.MIN_VALUE;

    Retry(Ticker ticker) {
        this.ticker = ticker;
    }

    boolean isDue() {
        return ticker.millis() >= due;
    }

    void later() {
        due = ticker.millis() + attempts.nextBackOff();
    }

    void reset() {
        attempts = BACK_OFF.start();
        due = Long.MIN_VALUE;
    }
}
