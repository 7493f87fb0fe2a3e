package io.tidemark.api.query;

import org.jspecify.annotations.Nullable;

/** A request that is refused, with the parameter, its value and what is allowed, as far as there are such. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final @Nullable String parameter;
    private final @Nullable String value;
    private final @Nullable String allowed;

    public RefusedException(
            Refusal refusal,
            String message,
            @Nullable String parameter,
            @Nullable String value,
            @Nullable String allowed) {
        super(message, null, false, false); // an answer, not a fault: nobody reads its stack
        this.refusal = refusal;
        this.parameter = parameter;
        this.value = value;
        this.allowed = allowed;
    }

    public Refusal refusal() {
        return refusal;
    }

    public @Nullable String parameter() {
        return parameter;
    }

    /** As it was given; null if it was not. */
    public @Nullable String value() {
        return value;
    }

    public @Nullable String allowed() {
        return allowed;
    }
}
