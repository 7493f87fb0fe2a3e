package io.tidemark.event.client;

/** An event was not taken in, because too much is waiting to be acknowledged. */
public final class BufferFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Without a stack trace: while the buffer is full every report ends here. */
    BufferFullException(int size, long buffered, long limit) {
        super(
                "no room for an event of " + size + " bytes: " + buffered + " of " + limit
                        + " bytes wait to be acknowledged; report it again later, raise bufferSize, or use blockWhenFull",
                null,
                false,
                false);
    }
}
