package io.tidemark.processor.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.event.MalformedEventException;
import io.tidemark.event.MalformedEventException.Reason;

/** The escapes of a JSON text: rare, so written plainly. Stateless. */
final class Escapes {

    private static final String LETTERS = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";
    private static final int HEX_DIGITS = 4;

    private Escapes() {}

    /** The last byte of the escape that begins with the backslash at this place. */
    static int lastOf(byte[] json, int backslash) {
        int letter = backslash + 1;
        if (letter < json.length && LETTERS.indexOf(json[letter]) >= 0) {
            return letter;
        }
        if (letter + HEX_DIGITS < json.length && json[letter] == 'u') {
            for (int i = 1; i <= HEX_DIGITS; i++) {
                if (hex(json[letter + i]) < 0) {
                    throw refused(backslash);
                }
            }
            return letter + HEX_DIGITS;
        }
        throw refused(backslash);
    }

    /** The text of bytes whose escapes are valid. */
    static String resolved(byte[] json, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int plain = from;
        for (int i = from; i < to; i++) {
            if (json[i] == '\\') {
                text.append(new String(json, plain, i - plain, UTF_8)).append(charOf(json, i));
                i = lastOf(json, i);
                plain = i + 1;
            }
        }
        return text.append(new String(json, plain, to - plain, UTF_8)).toString();
    }

    /** Whether it has half a surrogate pair: JSON can spell that, UTF-8 cannot. */
    static boolean hasLoneSurrogate(String resolved) {
        return resolved.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static char charOf(byte[] json, int backslash) {
        int letter = LETTERS.indexOf(json[backslash + 1]);
        if (letter >= 0) {
            return MEANINGS.charAt(letter);
        }
        int c = 0;
        for (int i = 2; i < 2 + HEX_DIGITS; i++) {
            c = c << 4 | hex(json[backslash + i]);
        }
        return (char) c;
    }

    private static int hex(byte digit) {
        return digit < 0 ? -1 : Character.digit(digit, 16);
    }

    private static MalformedEventException refused(int at) {
        return new MalformedEventException(
                Reason.INVALID_JSON, "not JSON: a text has an escape that JSON does not know (byte " + at + ")");
    }
}
