package io.tidemark.gateway.web;

import io.tidemark.gateway.ingest.Refusal;
import io.tidemark.gateway.ingest.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes of a request, decompressed. They count against the budget until it is closed, and so do the events that are
 * found in them. Not thread-safe.
 */
final class Body implements AutoCloseable {

    /** The most bytes of a body, as it is sent and decompressed alike. */
    static final int MAX_BYTES = 10 * 1024 * 1024;

    /** Also what the request takes besides its body. */
    private static final int LEAST = 8 * 1024;

    /**
     * What an event takes from its verdict until it is answered. Of the smallest, 17 bytes as sent, 600 were measured while
     * its request waits for Kafka; the rest is for its result and the answer.
     */
    static final int EVENT_BYTES = 1024;

    /** A length is only announced: room for more is made when the bytes are there. */
    private static final int MOST_AT_FIRST = 64 * 1024;

    private final MemoryBudget budget;
    private byte[] bytes = new byte[0];
    private int length;
    private long taken;

    private Body(MemoryBudget budget) {
        this.budget = budget;
    }

    /**
     * Reads to the end.
     *
     * @param announced how many bytes there will be, -1 if that is not known
     * @throws RefusedException if there are too many, or the budget has no room
     */
    static Body read(InputStream in, long announced, MemoryBudget budget) throws IOException {
        Body body = new Body(budget);
        try {
            // One more, to see the end without growing.
            body.grow((int) Math.max(LEAST, Math.min(announced + 1, MOST_AT_FIRST)));
            body.readAll(in);
            return body;
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    /** The bytes, and more behind them. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /**
     * Sets memory aside for the events that were found.
     *
     * @throws RefusedException if the budget has no room
     */
    void makeRoomForEvents(int count) {
        take((long) count * EVENT_BYTES);
    }

    @Override
    public void close() {
        budget.giveBack(taken);
        taken = 0;
        bytes = new byte[0];
    }

    static RefusedException tooLarge() {
        return new RefusedException(
                Refusal.BODY_TOO_LARGE,
                "the body has more than " + MAX_BYTES + " bytes",
                null,
                "up to " + MAX_BYTES + " bytes, as sent and decompressed");
    }

    private void readAll(InputStream in) throws IOException {
        for (int read = 0; read >= 0; read = in.read(bytes, length, bytes.length - length)) {
            length += read;
            if (length > MAX_BYTES) {
                throw tooLarge();
            }
            if (length == bytes.length) {
                grow(Math.min(length * 2, MAX_BYTES + 1));
            }
        }
    }

    private void grow(int size) {
        take(size - bytes.length);
        bytes = Arrays.copyOf(bytes, size);
    }

    private void take(long more) {
        if (!budget.tryTake(more)) {
            throw new RefusedException(
                    Refusal.OVERLOADED, "the requests that are being answered take all the memory set aside for them");
        }
        taken += more;
    }
}
