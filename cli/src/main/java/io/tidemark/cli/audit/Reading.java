package io.tidemark.cli.audit;

import org.jspecify.annotations.Nullable;

/**
 * A record and what stands in it.
 *
 * @param event  null if that is no event
 * @param reason why it is none; null if it is one
 */
record Reading(
        LogRecord record,
        @Nullable LoggedEvent event,
        @Nullable String reason) {

    static Reading of(LogRecord record) {
        try {
            return new Reading(record, LoggedEvent.read(record.value()), null);
        } catch (NotAnEventException e) {
            return new Reading(record, null, e.reason());
        }
    }
}
