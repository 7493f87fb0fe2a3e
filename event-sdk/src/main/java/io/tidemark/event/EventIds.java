package io.tidemark.event;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids for events that come without one: time-ordered UUIDs of version 7 (RFC 9562 §5.7). Unique for all practical
 * purposes, not secret. Thread-safe.
 */
public final class EventIds {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;

    private final Clock clock;

    public EventIds(Clock clock) {
        this.clock = clock;
    }

    /** A new id: 36 characters. */
    public String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = clock.millis() << 16 | VERSION_7 | random.nextInt(1 << 12);
        long low = VARIANT | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
