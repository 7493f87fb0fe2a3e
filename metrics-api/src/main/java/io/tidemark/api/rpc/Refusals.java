package io.tidemark.api.rpc;

import io.tidemark.api.query.Refusal;
import io.tidemark.api.query.RefusedException;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.rpc.MetricsException;
import io.tidemark.rpc.MetricsException.Code;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what went wrong becomes what a consumer catches. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    /** Gives the answer, or throws a {@link MetricsException} and nothing else: other types are not allowed to travel. */
    static <T> T translated(Supplier<T> question) {
        try {
            return question.get();
        } catch (RefusedException e) {
            throw new MetricsException(code(e.refusal()), e.getMessage(), e.parameter(), e.value(), e.allowed());
        } catch (StoreUnavailableException e) {
            LOG.debug("The store does not answer", e);
            throw refused(Code.STORE_UNAVAILABLE, "Redis, where the metrics are kept, does not answer");
        } catch (StoreDamagedException e) {
            LOG.error("The store is damaged", e);
            throw refused(Code.STORE_DAMAGED, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("A call failed", e);
            throw refused(Code.UNEXPECTED, "An error that was not expected");
        }
    }

    private static MetricsException refused(Code code, @Nullable String message) {
        return new MetricsException(code, message, null, null, null);
    }

    private static Code code(Refusal refusal) {
        return switch (refusal) {
            case MISSING_PARAMETER, BAD_PARAMETER -> Code.BAD_ARGUMENT;
            case TOO_MANY_POINTS -> Code.TOO_MANY_POINTS;
            case WRONG_KIND -> Code.WRONG_KIND;
            case BUSY -> Code.BUSY;
            case UNKNOWN_METRIC -> Code.UNKNOWN_METRIC;
            default -> Code.UNEXPECTED;
        };
    }
}
