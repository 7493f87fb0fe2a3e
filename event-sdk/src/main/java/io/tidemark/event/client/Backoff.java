package io.tidemark.event.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next try: doubles up to a limit, with jitter, so that reporters do not come in step. */
final class Backoff {

    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 10_000;

    private long millis = FIRST_MILLIS;

    /** To be called after a success. */
    void reset() {
        millis = FIRST_MILLIS;
    }

    /** Between half of this step and the whole of it. */
    Duration next() {
        long step = millis;
        millis = Math.min(LONGEST_MILLIS, 2 * step);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(step / 2, step + 1));
    }
}
