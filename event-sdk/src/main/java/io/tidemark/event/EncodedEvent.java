package io.tidemark.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event as it is stored: checked, with an id and a time, and encoded. Made by {@link EventRewriter}. Immutable. */
public final class EncodedEvent {

    private final String eventId;
    private final @Nullable String userId;
    private final long timestamp;
    private final byte[] json;

    EncodedEvent(String eventId, @Nullable String userId, long timestamp, byte[] json) {
        this.eventId = eventId;
        this.userId = userId;
        this.timestamp = timestamp;
        this.json = json;
    }

    public String eventId() {
        return eventId;
    }

    public @Nullable String userId() {
        return userId;
    }

    /** Event time in milliseconds since the epoch. */
    public long timestamp() {
        return timestamp;
    }

    /** {@link #timestamp()} as an instant. */
    public Instant time() {
        return Instant.ofEpochMilli(timestamp);
    }

    /** The bytes themselves, not a copy: not to be changed. */
    public byte[] json() {
        return json;
    }
}
