package io.tidemark.cli.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A record of an event, and what became of it.
 *
 * @param time        of the record
 * @param duplicateOf the offset of the event before it; null if it is no duplicate
 * @param reason      why it is rejected; null if it is not
 * @param effects     what it did, if it counted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Occurrence(
        String topic,
        int partition,
        long offset,
        Instant time,
        Fate fate,
        @Nullable Long duplicateOf,
        @Nullable String reason,
        List<Effect> effects) {

    /** What may become of a record with an id. */
    enum Fate {
        COUNTED,
        DUPLICATE,
        REJECTED,
        /** It stands behind the ledger: the store does not know it yet. */
        NOT_FOLDED_YET;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** What became of a counted event in one metric. */
    enum Outcome {
        APPLIED,
        LATE,
        UNUSABLE
    }

    /**
     * What an event did to one value.
     *
     * @param metric its name, or the event type
     * @param key    the store's key; null if nothing was moved
     * @param field  the field or member of the key; null if it has none
     * @param value  the decimal or element that was added; null if nothing was moved
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Effect(
            String metric,
            Outcome outcome,
            @Nullable String key,
            @Nullable String field,
            @Nullable String value) {}

    static Occurrence of(
            LogRecord record, Fate fate, @Nullable Long duplicateOf, @Nullable String reason, List<Effect> effects) {
        Instant time = Instant.ofEpochMilli(record.timestamp());
        return new Occurrence(
                record.topic(), record.partition(), record.offset(), time, fate, duplicateOf, reason, effects);
    }
}
