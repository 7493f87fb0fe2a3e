package io.tidemark.gateway.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a sender has sent.
 *
 * @param body     the bytes, and maybe more behind them; not to be changed
 * @param length   how many of them count
 * @param format   how events stand in it
 * @param key      gives ids to the events that have none; null: new ones
 * @param received when it was received
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record Submission(
        byte[] body,
        int length,
        BodyFormat format,
        @Nullable IdempotencyKey key,
        Instant received) {}
