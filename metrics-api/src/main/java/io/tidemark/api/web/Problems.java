package io.tidemark.api.web;

import io.tidemark.api.query.Refusal;
import io.tidemark.api.query.RefusedException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/** Refusals as problems of RFC 9457. */
final class Problems {

    private static final String RETRY_AFTER_SECONDS = "1";

    private Problems() {}

    static ResponseEntity<Object> of(RefusedException e, HttpHeaders headers) {
        ProblemDetail problem = problem(e.refusal(), e.getMessage());
        set(problem, "parameter", e.parameter());
        set(problem, "value", e.value());
        set(problem, "allowed", e.allowed());
        return response(problem, e.refusal(), headers);
    }

    static ResponseEntity<Object> of(Refusal refusal, @Nullable String detail) {
        return response(problem(refusal, detail), refusal, HttpHeaders.EMPTY);
    }

    /**
     * Of an HTTP status alone.
     *
     * @param path what was asked for
     */
    static ResponseEntity<Object> ofStatus(int status, String path) {
        Refusal refusal = refusal(status);
        ProblemDetail problem = problem(refusal, null);
        problem.setInstance(UriComponentsBuilder.fromPath(path).build().encode().toUri());
        return response(problem, refusal, HttpHeaders.EMPTY);
    }

    private static Refusal refusal(int status) {
        return switch (status) {
            case 404 -> Refusal.UNKNOWN_PATH;
            case 405 -> Refusal.WRONG_METHOD;
            default -> status < 500 ? Refusal.BAD_REQUEST : Refusal.UNEXPECTED;
        };
    }

    private static ProblemDetail problem(Refusal refusal, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(refusal.status());
        String type = refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
        problem.setType(URI.create("urn:tidemark:problem:" + type));
        problem.setTitle(refusal.title());
        problem.setDetail(detail);
        problem.setProperty("advice", refusal.advice());
        return problem;
    }

    private static void set(ProblemDetail problem, String property, @Nullable String value) {
        if (value != null) {
            problem.setProperty(property, value);
        }
    }

    private static ResponseEntity<Object> response(ProblemDetail problem, Refusal refusal, HttpHeaders headers) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(refusal.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (refusal.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.body(problem);
    }
}
