package io.tidemark.api.rpc;

import java.io.Serial;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** A type that is on the allow-list of the tests, and tells how often one was made of bytes. */
final class Listed implements Serializable {

    static final AtomicInteger MADE = new AtomicInteger();

    @Serial
    private static final long serialVersionUID = 1L;

    @Serial
    private Object readResolve() {
        MADE.incrementAndGet();
        return this;
    }
}
