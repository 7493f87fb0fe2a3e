package io.tidemark.api.query;

import io.tidemark.event.EventRules;
import org.jspecify.annotations.Nullable;

/** A request that is refused, with the parameter, its value and what is allowed, as far as there are such. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final @Nullable String parameter;
    private final @Nullable String value;
    private final @Nullable String allowed;

    /** Of what whoever asked has sent, the exception keeps no more than a message would show. */
    public RefusedException(
            Refusal refusal,
            String message,
            @Nullable String parameter,
            @Nullable String value,
            @Nullable String allowed) {
        super(message, null, false, false); // an answer, not a fault: nobody reads its stack
        this.refusal = refusal;
        this.parameter = shown(parameter);
        this.value = shown(value);
        this.allowed = allowed;
    }

    public Refusal refusal() {
        return refusal;
    }

    public @Nullable String parameter() {
        return parameter;
    }

    /** As it was given, at most its first 40 characters; null if it was not. */
    public @Nullable String value() {
        return value;
    }

    public @Nullable String allowed() {
        return allowed;
    }

    private static @Nullable String shown(@Nullable String text) {
        return text == null ? null : EventRules.shown(text);
    }
}
