package io.tidemark.event.client;

import java.time.Instant;

/**
 * Says that an event is stored durably.
 *
 * @param eventId   the id in force: the sender's, or the one given by the reporter
 * @param timestamp the event time in force: the sender's, or when it was reported
 */
public record Receipt(String eventId, Instant timestamp) {}
