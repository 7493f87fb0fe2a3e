package io.tidemark.rpc;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A call that was refused, with the parameter, its value and what is allowed, as far as there are such. The message holds
 * all of it for a person; the code is for a program. That the provider cannot be reached at all is not told by this
 * exception but by Dubbo's own.
 */
public final class MetricsException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final @Nullable String parameter;
    private final @Nullable String value;
    private final @Nullable String allowed;

    /** Why a call was refused. More may be added: treat one that is not known as {@link #UNEXPECTED}. */
    public enum Code {
        /** An argument is null, malformed or out of bounds. Correct it. */
        BAD_ARGUMENT,
        /** The answer would have too many points. Ask for fewer minutes. */
        TOO_MANY_POINTS,
        /** The name is neither that of a metric nor of an event type that was seen. */
        UNKNOWN_METRIC,
        /** The metric is of another kind. Call the method for that kind. */
        WRONG_KIND,
        /** Too many calls that are much work came at a time. Ask again in a second. */
        BUSY,
        /** The store does not answer. Ask again in a second. */
        STORE_UNAVAILABLE,
        /** The metric cannot be read because the store is damaged, for which somebody must look at it. */
        STORE_DAMAGED,
        /** The log of the provider says why. */
        UNEXPECTED
    }

    /** Thrown by the provider; a consumer only catches it. */
    public MetricsException(
            Code code,
            @Nullable String message,
            @Nullable String parameter,
            @Nullable String value,
            @Nullable String allowed) {
        super(message, null, false, false); // an answer, not a fault: the provider's stack is nobody's business
        this.code = code;
        this.parameter = parameter;
        this.value = value;
        this.allowed = allowed;
    }

    public Code code() {
        return code;
    }

    /** The parameter that was refused: {@code name}, {@code topN} or {@code minutes}. */
    public @Nullable String parameter() {
        return parameter;
    }

    /** The value that was refused, at most its first 40 characters; null if it was null or there is none. */
    public @Nullable String value() {
        return value;
    }

    /** What would not have been refused. */
    public @Nullable String allowed() {
        return allowed;
    }
}
