package io.tidemark.gateway.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tidemark.event.EventRules;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Stands for a request and its repetitions, so that events without an id get the same ids each time.
 *
 * @param text 1 to 128 visible ASCII characters
 */
public record IdempotencyKey(String text) {

    private static final int MAX_LENGTH = 128;

    /** The namespace of URLs and URNs (RFC 9562 §6.6). */
    private static final UUID NAMESPACE = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    private static final long VERSION_5 = 0x5000L;
    private static final long VARIANT = 0x8000000000000000L;

    /** Throws {@link RefusedException} if it is empty, too long, or has other characters. */
    public IdempotencyKey {
        boolean isVisible = text.chars().allMatch(c -> c > ' ' && c <= '~');
        if (text.isEmpty() || text.length() > MAX_LENGTH || !isVisible) {
            String shown = EventRules.shown(text);
            throw new RefusedException(
                    Refusal.BAD_IDEMPOTENCY_KEY,
                    "Idempotency-Key has " + text.length() + " characters ('" + shown + "')",
                    shown,
                    "1 to " + MAX_LENGTH + " visible ASCII characters");
        }
    }

    /**
     * The id of an event that came without one: the UUID of version 5 (RFC 9562 §5.5) of the name
     * {@code urn:tidemark:event:KEY ORDINAL EVENT}. Its place among other events is no part of it, so that they keep their
     * ids when a part of a request is sent again, and another event never gets the id of this one.
     *
     * @param json    the event's own bytes
     * @param ordinal counts the events of these bytes in the request, from 1
     */
    String eventId(byte[] json, int ordinal) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(Long.BYTES * 2)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .array());
        sha1.update(("urn:tidemark:event:" + text + " " + ordinal + " ").getBytes(US_ASCII));
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(json));
        long high = (hash.getLong() & ~0xF000L) | VERSION_5;
        long low = (hash.getLong() << 2 >>> 2) | VARIANT;
        return new UUID(high, low).toString();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
