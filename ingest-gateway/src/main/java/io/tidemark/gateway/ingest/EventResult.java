package io.tidemark.gateway.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event.
 *
 * @param index   its place in the body, from 0
 * @param eventId the id in force; null if it was rejected
 * @param status  see there
 * @param reason  the rule that was broken, as {@code invalid-event-type}; null unless rejected
 * @param error   what is wrong, in words; null if accepted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventResult(
        int index,
        @Nullable String eventId,
        Status status,
        @Nullable String reason,
        @Nullable String error) {

    /** Where an event stands. */
    public enum Status {
        /** Stored on all in-sync replicas. */
        ACCEPTED,
        /** Not an event, and not stored. */
        REJECTED,
        /** Not acknowledged in time: stored, or not, or stored later. */
        UNKNOWN;

        private final String text = name().toLowerCase(Locale.ROOT);

        /** As it stands in answers and meters. */
        @JsonValue
        public String text() {
            return text;
        }
    }
}
