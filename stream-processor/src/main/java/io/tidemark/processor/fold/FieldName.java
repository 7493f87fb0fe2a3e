package io.tidemark.processor.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The name of a field as it stands between quotes, to be compared without a String. Immutable. */
final class FieldName {

    /** The bytes of no name: those are UTF-8. */
    private static final byte[] UNMATCHED = {(byte) 0xFF};

    private final byte[] utf8;
    private final long head;

    FieldName(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        // Half a surrogate pair becomes a question mark, which another field may have for its name.
        utf8 = name.equals(new String(bytes, UTF_8)) ? bytes : UNMATCHED;
        head = Swar.head(utf8, 0, utf8.length);
    }

    /** By which names are told apart before they are compared, of these bytes that begin with this head. */
    static int hash(long head, byte[] bytes, int from, int to) {
        int length = to - from;
        long mixed = head ^ length;
        if (length > Long.BYTES) { // many names differ only at their end
            mixed ^= Long.rotateLeft(Swar.longAt(bytes, to - Long.BYTES), 29);
        }
        mixed *= 0x9E3779B97F4A7C15L; // Fibonacci hashing (Knuth, TAOCP 3, 6.4)
        return (int) (mixed >>> 32);
    }

    int hash() {
        return hash(head, utf8, 0, utf8.length);
    }

    /** Whether these bytes, which begin with this head, are the name. */
    boolean is(long itsHead, byte[] bytes, int from, int to) {
        return itsHead == head
                && to - from == utf8.length
                && (utf8.length <= Long.BYTES || Arrays.equals(utf8, 0, utf8.length, bytes, from, to));
    }
}
