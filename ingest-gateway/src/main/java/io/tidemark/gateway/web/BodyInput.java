package io.tidemark.gateway.web;

import io.tidemark.gateway.ingest.Refusal;
import io.tidemark.gateway.ingest.RefusedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The bytes of a body as they are sent, bounded in number and in time. Not thread-safe. */
final class BodyInput extends FilterInputStream {

    static final String BROKEN_OFF = "the body ended early or is badly chunked";

    private final Duration within;
    private final long start = System.nanoTime();
    private long count;
    private boolean ended;

    BodyInput(InputStream in, Duration within) {
        super(in);
        this.within = within;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** 1 until the end was read: for gzip it tells whether there may be another member, not how much can be had at once. */
    @Override
    public int available() {
        return ended ? 0 : 1;
    }

    /** How many bytes were read. */
    long count() {
        return count;
    }

    /** A single read may take as long as the connection may pause. */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = readInTime(bytes, offset, length);
        count += Math.max(0, read);
        ended = read < 0;
        if (count > Body.MAX_BYTES) {
            throw Body.tooLarge();
        }
        if (read >= 0 && System.nanoTime() - start > within.toNanos()) {
            throw tooSlow(" in " + within.toMillis() + " ms");
        }
        return read;
    }

    private int readInTime(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (SocketTimeoutException e) {
            throw tooSlow(", then nothing for too long");
        } catch (IOException e) {
            throw new RefusedException(Refusal.MALFORMED_BODY, BROKEN_OFF);
        }
    }

    private RefusedException tooSlow(String how) {
        return new RefusedException(Refusal.BODY_TOO_SLOW, "of the body " + count + " bytes came" + how);
    }
}
