package io.tidemark.processor.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts by their UTF-8 bytes, since event types, pages and countries repeat: what is found costs no String and keeps its
 * hash. A text that falls on the place of another takes it, so the size is bounded. Not thread-safe.
 */
final class TextCache {

    private static final int PLACE_BITS = 12;
    private static final int PLACE_SHIFT = Long.SIZE - PLACE_BITS;
    private static final int PLACES = 1 << PLACE_BITS;
    private static final int LONGEST = 128;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final byte[][] keys = new byte[PLACES][];
    private final @Nullable String[] texts = new String[PLACES];

    /** The text of these bytes, which have no escapes; remembered from now on unless it is long. */
    String text(byte[] bytes, int from, int to) {
        String known = find(bytes, from, to);
        return known != null ? known : add(bytes, from, to);
    }

    /** Null if it is not remembered. */
    @Nullable String find(byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            return null;
        }
        int place = placeOf(bytes, from, to);
        String text = texts[place];
        return text != null && Arrays.equals(keys[place], 0, keys[place].length, bytes, from, to) ? text : null;
    }

    /** Remembers the text, in the place of another. */
    String add(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, UTF_8);
        if (to - from <= LONGEST) {
            int place = placeOf(bytes, from, to);
            keys[place] = Arrays.copyOfRange(bytes, from, to);
            texts[place] = text;
        }
        return text;
    }

    private static int placeOf(byte[] bytes, int from, int to) {
        long hash = to - from;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            hash = (hash ^ Swar.longAt(bytes, i)) * MIX;
            hash ^= hash >>> 32;
        }
        if (i < to) {
            hash = (hash ^ Swar.head(bytes, i, to)) * MIX;
        }
        return (int) (hash >>> PLACE_SHIFT);
    }
}
