package io.tidemark.benchmarks;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was made, beside its JSON: what a correct processor must find in it.
 *
 * @param timestamp event time in milliseconds since the epoch
 * @param page      of a page view, else null
 * @param amount    of a purchase, else null
 * @param json      its canonical JSON
 */
record MixedEvent(
        String type,
        String userId,
        long timestamp,
        @Nullable String page,
        @Nullable BigDecimal amount,
        String json) {}
