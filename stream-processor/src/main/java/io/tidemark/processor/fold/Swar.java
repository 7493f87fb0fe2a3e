package io.tidemark.processor.fold;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time in one long, the first one lowest (SIMD within a register). Stateless. */
final class Swar {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Swar() {}

    static long longAt(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index);
    }

    /**
     * Zero if a text goes on through all eight bytes; else the lowest bit set is that of the first quote, backslash or
     * control character. Flipping the second bit puts the quote right behind the control characters.
     */
    static long textBreaks(long bytes) {
        long quoteOrControl = (bytes ^ ONES * 0x02) - ONES * 0x21;
        long backslash = (bytes ^ ONES * '\\') - ONES;
        return (quoteOrControl | backslash) & ~bytes & HIGH_BITS;
    }

    /** Which of the eight bytes the lowest bit set is in. */
    static int firstOf(long breaks) {
        return Long.numberOfTrailingZeros(breaks) >>> 3;
    }

    /** The first eight bytes, or as many as there are, the first one lowest. */
    static long head(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length >= Long.BYTES) {
            return longAt(bytes, from);
        }
        if (from + Long.BYTES <= bytes.length) {
            return longAt(bytes, from) & ((1L << (length * Byte.SIZE)) - 1);
        }
        long head = 0;
        for (int i = to - 1; i >= from; i--) {
            head = head << Byte.SIZE | (bytes[i] & 0xFF);
        }
        return head;
    }
}
