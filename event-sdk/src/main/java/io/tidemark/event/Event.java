package io.tidemark.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened. Immutable as far as the values in {@code data} are.
 *
 * @param eventId   identity, by which a repeated event is told; 1 to 128 characters; null: never a duplicate
 * @param eventType what happened: {@code [A-Za-z0-9_.-]{1,64}}, not starting with {@code __}
 * @param userId    to whom; 1 to 256 characters; null if nobody
 * @param timestamp when it happened, cut to the millisecond; null: when it is received
 * @param data      everything else: maps, lists, texts, numbers, booleans and nulls
 */
public record Event(
        @Nullable String eventId,
        String eventType,
        @Nullable String userId,
        @Nullable Instant timestamp,
        Map<String, @Nullable Object> data) {

    /** Throws {@link MalformedEventException} if a field breaks its rule. */
    public Event {
        if (eventId != null) {
            EventRules.eventId(eventId);
        }
        EventRules.eventType(eventType);
        if (userId != null) {
            EventRules.userId(userId);
        }
        if (timestamp != null) {
            timestamp = EventTime.ofInstant(timestamp);
        }
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** An event of this type; the rest is added by the builder. */
    public static Builder ofType(String eventType) {
        return new Builder(eventType);
    }

    /** The same event under this id. */
    public Event withEventId(String id) {
        return new Event(id, eventType, userId, timestamp, data);
    }

    /** The same event at this time. */
    public Event withTimestamp(Instant time) {
        return new Event(eventId, eventType, userId, time, data);
    }

    /** Collects the fields of an event. Not thread-safe. */
    public static final class Builder {

        private final String eventType;
        private final Map<String, @Nullable Object> data = new LinkedHashMap<>();
        private @Nullable String eventId;
        private @Nullable String userId;
        private @Nullable Instant timestamp;

        private Builder(String eventType) {
            this.eventType = eventType;
        }

        public Builder eventId(@Nullable String id) {
            this.eventId = id;
            return this;
        }

        public Builder userId(@Nullable String user) {
            this.userId = user;
            return this;
        }

        public Builder timestamp(@Nullable Instant time) {
            this.timestamp = time;
            return this;
        }

        /** Adds one field to {@code data}. */
        public Builder data(String name, @Nullable Object value) {
            data.put(name, value);
            return this;
        }

        /** Throws {@link MalformedEventException} if a field breaks its rule. */
        public Event build() {
            return new Event(eventId, eventType, userId, timestamp, data);
        }
    }
}
