package io.tidemark.event.client;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request to the gateway came to.
 *
 * @param outcomes   of each event, in the order of the request
 * @param retryAfter how long the gateway asks to be left alone; zero if it does not
 * @param isTooLarge whether it took nothing because the request is too large
 */
record GatewayAnswer(List<Outcome> outcomes, Duration retryAfter, boolean isTooLarge) {

    /** A mistaken header must not silence a reporter for good. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** What became of one event. */
    enum Kind {
        ACCEPTED,
        /** The event is at fault. */
        REJECTED,
        /** The request is at fault, and would be again. */
        REFUSED,
        /** Not stored, and welcome later. */
        NOT_TAKEN,
        /** Stored, or not. */
        UNKNOWN
    }

    /** The text says why. */
    record Outcome(Kind kind, String text) {}

    /** The gateway may have done what was asked for. */
    static GatewayAnswer lost(String why, int events) {
        return all(events, Kind.UNKNOWN, why);
    }

    /** There is no answer. */
    static GatewayAnswer failed(@Nullable Throwable failure, int events) {
        if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
            return all(events, Kind.NOT_TAKEN, "it cannot be connected to");
        }
        String why = failure == null || failure.getMessage() == null ? String.valueOf(failure) : failure.getMessage();
        return lost("its answer did not come: " + why, events);
    }

    /** @param ids of the events of the request */
    static GatewayAnswer of(HttpResponse<byte[]> response, List<String> ids) {
        int status = response.statusCode();
        int events = ids.size();
        GatewayReport report = GatewayReport.of(response.body());
        if (report.hasResults() && (status == 202 || status == 400 || status == 503)) {
            return new GatewayAnswer(report.outcomes(ids), retryAfter(response), false);
        }
        String said = "it answered " + status + report.detail();
        if (status == 413) {
            return new GatewayAnswer(
                    Collections.nCopies(events, new Outcome(Kind.REFUSED, said + advice(status))), Duration.ZERO, true);
        }
        if (status == 400 && events == 1 && report.isProblem()) {
            return all(events, Kind.REJECTED, report.text());
        }
        // From another than the gateway itself a 503 can mean that the request was passed on and its answer lost.
        if (status == 429 || status == 503 && report.isProblem()) {
            Outcome outcome = new Outcome(Kind.NOT_TAKEN, said);
            return new GatewayAnswer(Collections.nCopies(events, outcome), retryAfter(response), false);
        }
        if (status >= 300 && status < 500 && status != 408) {
            return all(events, Kind.REFUSED, said + advice(status));
        }
        Outcome outcome = new Outcome(Kind.UNKNOWN, said + (status < 500 ? advice(status) : ""));
        return new GatewayAnswer(Collections.nCopies(events, outcome), retryAfter(response), false);
    }

    private static GatewayAnswer all(int events, Kind kind, String text) {
        return new GatewayAnswer(Collections.nCopies(events, new Outcome(kind, text)), Duration.ZERO, false);
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403, 407 -> "; check the credentials that are given by a header";
            case 413 -> "; raise the limit of what stands before the gateway, or report smaller events";
            case 415 -> "; if what stands before the gateway knows no gzip, switch compression off";
            default ->
                status < 400
                        ? "; check that the URL is the gateway's own, redirects are not followed"
                        : "; check that the URL is the gateway's, and what stands before it";
        };
    }

    /** In seconds, as the gateway writes it; a date is not understood. */
    private static Duration retryAfter(HttpResponse<?> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("0");
        if (!seconds.matches("[0-9]{1,9}")) {
            return Duration.ZERO;
        }
        Duration wait = Duration.ofSeconds(Long.parseLong(seconds));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
