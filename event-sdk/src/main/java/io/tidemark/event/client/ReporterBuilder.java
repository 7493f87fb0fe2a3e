package io.tidemark.event.client;

import io.tidemark.event.EventRules;
import java.time.Clock;
import java.time.Duration;

/**
 * The settings of an {@link EventReporter} that do not depend on where it sends. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ReporterBuilder<B extends ReporterBuilder<B>>
        permits HttpReporterBuilder, KafkaReporterBuilder {

    private static final Duration SHORTEST_DELIVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    long bufferSize = 32L * 1024 * 1024;
    Duration patience = Duration.ZERO;
    Duration deliveryTimeout = Duration.ofMinutes(2);
    Duration closeTimeout = Duration.ofSeconds(30);
    Clock clock = Clock.systemUTC();

    ReporterBuilder() {}

    /**
     * The most bytes of events that may wait to be acknowledged, 32 MiB by default: of each its JSON and 400 bytes more,
     * which is what it takes besides. The memory in use is about twice that at most, when the buffer is full.
     *
     * @throws IllegalArgumentException if the largest event would not fit, which has {@link EventRules#MAX_BYTES} bytes
     */
    public B bufferSize(long bytes) {
        if (bytes < EventRules.MAX_BYTES) {
            throw new IllegalArgumentException("bufferSize is " + bytes
                    + " bytes; the largest event must fit in, so at least " + EventRules.MAX_BYTES);
        }
        this.bufferSize = bytes;
        return self();
    }

    /**
     * Lets {@link EventReporter#report} wait this long for room in a full buffer before it gives up. By default it does
     * not wait.
     *
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public B blockWhenFull(Duration patience) {
        this.patience = between(Duration.ZERO, patience, "blockWhenFull");
        return self();
    }

    /**
     * How long an event is tried before its future fails, 2 minutes by default.
     *
     * @throws IllegalArgumentException if it is shorter than a second or longer than a day
     */
    public B deliveryTimeout(Duration timeout) {
        this.deliveryTimeout = between(SHORTEST_DELIVERY, timeout, "deliveryTimeout");
        return self();
    }

    /**
     * How long {@link EventReporter#close()} waits for what is in flight, 30 seconds by default.
     *
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public B closeTimeout(Duration timeout) {
        this.closeTimeout = between(Duration.ZERO, timeout, "closeTimeout");
        return self();
    }

    /** Tells the time of events that have none; the system's clock by default. */
    public B clock(Clock clock) {
        this.clock = clock;
        return self();
    }

    /**
     * The reporter. It need not reach its receiver for that.
     *
     * @throws IllegalArgumentException if the settings do not fit together
     */
    public EventReporter build() {
        return new EventReporter(this, transport());
    }

    abstract B self();

    abstract Transport transport();

    private static Duration between(Duration least, Duration value, String name) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed are " + least + " to " + LONGEST);
        }
        return value;
    }
}
