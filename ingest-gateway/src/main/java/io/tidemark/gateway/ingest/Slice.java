package io.tidemark.gateway.ingest;

import java.util.Arrays;

/**
 * Where one event stands in a body.
 *
 * @param from its first byte
 * @param to   the byte behind its last
 */
record Slice(int from, int to) {

    byte[] of(byte[] body) {
        return Arrays.copyOfRange(body, from, to);
    }
}
