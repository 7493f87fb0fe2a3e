package io.tidemark.event;

import io.tidemark.event.MalformedEventException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is checked of the bytes of an event before any JSON is read: that they are there, not too many, and strict UTF-8
 * throughout. Not thread-safe: one per thread.
 */
public final class EventBytes {

    private static final int SHORTEST = 2;

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

    /**
     * Returns the same bytes.
     *
     * @throws MalformedEventException if they cannot be an event, whatever JSON they hold
     */
    public byte[] checked(byte @Nullable [] json) {
        if (json == null) {
            throw new MalformedEventException(Reason.NO_VALUE, "the record has no value");
        }
        if (json.length > EventRules.MAX_BYTES) {
            throw new MalformedEventException(
                    Reason.TOO_LARGE, "the event has " + json.length + " bytes; allowed are " + EventRules.MAX_BYTES);
        }
        if (json.length < SHORTEST) {
            throw new MalformedEventException(Reason.INVALID_JSON, "not JSON: an event starts with '{'");
        }
        checkIsPlain(json);
        if (!Utf8.isAscii(json)) {
            checkUtf8(json);
        }
        return json;
    }

    /**
     * Jackson would guess UTF-16 and UTF-32 from the zeros among the first bytes and skip a byte order mark; an event is
     * plain UTF-8.
     */
    private static void checkIsPlain(byte[] json) {
        for (int i = 0; i < Math.min(4, json.length); i++) {
            if (json[i] == 0) {
                throw new MalformedEventException(
                        Reason.INVALID_JSON, "not JSON: the event is UTF-16 or UTF-32; send plain UTF-8");
            }
        }
        if (json[0] == (byte) 0xEF) {
            throw new MalformedEventException(
                    Reason.INVALID_JSON, "not JSON: the event begins with a byte order mark; send it without");
        }
    }

    /** Jackson lets overlong forms pass and does not look into what it skips. */
    private void checkUtf8(byte[] json) {
        ByteBuffer bytes = ByteBuffer.wrap(json);
        try {
            utf8.reset().decode(bytes);
        } catch (CharacterCodingException e) {
            throw new MalformedEventException(
                    Reason.INVALID_UTF8, "the event is not UTF-8 (byte " + bytes.position() + ")");
        }
    }
}
