package io.tidemark.gateway.ingest;

import org.jspecify.annotations.Nullable;

/** A request of which nothing was taken, with the value at fault and what is allowed, as far as there are such. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final @Nullable String value;
    private final @Nullable String allowed;

    public RefusedException(Refusal refusal, String message) {
        this(refusal, message, null, null);
    }

    public RefusedException(Refusal refusal, String message, @Nullable String value, @Nullable String allowed) {
        super(message, null, false, false); // an answer, not a fault: nobody reads its stack
        this.refusal = refusal;
        this.value = value;
        this.allowed = allowed;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** As it was given; null if it is not to be repeated. */
    public @Nullable String value() {
        return value;
    }

    public @Nullable String allowed() {
        return allowed;
    }
}
