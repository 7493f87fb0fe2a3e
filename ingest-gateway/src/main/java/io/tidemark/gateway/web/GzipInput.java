package io.tidemark.gateway.web;

import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * What a gzip body holds: one member after another (RFC 1952 §2.2), and nothing behind them. The JDK's stream takes
 * whatever follows a member and is none for the end. Not thread-safe.
 */
final class GzipInput extends GZIPInputStream {

    private static final int BUFFER = 8 * 1024;
    private static final int TRAILER = 8;

    private final BodyInput body;

    /** Where in the body the bytes end that the inflater was given. */
    private long given;

    GzipInput(BodyInput body) throws IOException {
        super(body, BUFFER);
        this.body = body;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read < 0) {
            requireEnd();
        }
        return read;
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        given = body.count();
    }

    private void requireEnd() throws IOException {
        long end = given - inf.getRemaining() + TRAILER;
        if (body.count() > end || body.read() >= 0) {
            throw new ZipException("what follows byte " + end + " is none");
        }
    }
}
