package io.tidemark.metric.store.redis;

import io.tidemark.metric.HyperLogLog;
import java.util.Arrays;
import java.util.Optional;

/**
 * A HyperLogLog as Redis holds it, after hyperloglog.c: {@code HYLL}, the encoding, three bytes of nothing, a cached count
 * of eight, then the ranks of the registers. Dense they have six bits each, the lowest first. Sparse they are runs:
 * {@code 00nnnnnn} and {@code 01nnnnnn nnnnnnnn} of n + 1 zeros, {@code 1rrrrrnn} of n + 1 times the rank r + 1.
 *
 * <p>The count is made here and not by {@code PFCOUNT}, which a read-only script may not call because it writes its result
 * into that cache; a script that may write is refused by a replica, and by a Redis that cannot save.
 */
final class StoredHyperLogLog {

    private static final byte[] MAGIC = RedisKeys.bytes("HYLL");
    private static final int HEADER = 16;
    private static final int DENSE_LENGTH = HEADER + HyperLogLog.REGISTERS * 6 / 8;

    private final byte[] value;
    private final HyperLogLog sketch = new HyperLogLog();

    private StoredHyperLogLog(byte[] value) {
        this.value = value;
    }

    /** Empty if the value is none, or none of ours. */
    static Optional<HyperLogLog> decode(byte[] value) {
        if (value.length < HEADER || !Arrays.equals(value, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return Optional.empty();
        }
        StoredHyperLogLog stored = new StoredHyperLogLog(value);
        boolean whole = switch (value[MAGIC.length]) {
            case 0 -> stored.readDense();
            case 1 -> stored.readSparse();
            default -> false;
        };
        return whole ? Optional.of(stored.sketch) : Optional.empty();
    }

    private boolean readDense() {
        if (value.length != DENSE_LENGTH) {
            return false;
        }
        boolean valid = true;
        for (int register = 0, at = HEADER; at < DENSE_LENGTH; register += 4, at += 3) {
            int bits = at(at) | at(at + 1) << 8 | at(at + 2) << 16;
            for (int i = 0; i < 4; i++) {
                valid &= raise(register + i, 1, bits >> 6 * i & 0x3f);
            }
        }
        return valid;
    }

    private boolean readSparse() {
        int register = 0;
        for (int at = HEADER; at < value.length; at++) {
            int code = at(at);
            int run;
            int rank = 0;
            if (code >= 0x80) {
                run = (code & 3) + 1;
                rank = (code >> 2 & 0x1f) + 1;
            } else if (code >= 0x40) {
                at++;
                run = ((code & 0x3f) << 8 | (at < value.length ? at(at) : 0)) + 1;
            } else {
                run = code + 1;
            }
            if (!raise(register, run, rank)) {
                return false;
            }
            register += run;
        }
        return register == HyperLogLog.REGISTERS;
    }

    private int at(int place) {
        return value[place] & 0xff;
    }

    private boolean raise(int from, int run, int rank) {
        if (from + run > HyperLogLog.REGISTERS || rank > HyperLogLog.MAX_RANK) {
            return false;
        }
        for (int register = from; register < from + run && rank > 0; register++) {
            sketch.raise(register, rank);
        }
        return true;
    }
}
