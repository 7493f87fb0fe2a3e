package io.tidemark.api.rpc;

import java.io.Serial;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** A type that is on no allow-list, and tells how often one was made of bytes all the same. */
final class Contraband implements Serializable {

    static final AtomicInteger MADE = new AtomicInteger();

    @Serial
    private static final long serialVersionUID = 1L;

    @Serial
    private Object readResolve() {
        MADE.incrementAndGet();
        return this;
    }
}
