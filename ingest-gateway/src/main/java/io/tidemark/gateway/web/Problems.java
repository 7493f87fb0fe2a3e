package io.tidemark.gateway.web;

import io.tidemark.gateway.ingest.Refusal;
import io.tidemark.gateway.ingest.RefusedException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/** Refusals as problems of RFC 9457. */
final class Problems {

    private static final String RETRY_AFTER_SECONDS = "1";

    private Problems() {}

    static ResponseEntity<Object> of(RefusedException e) {
        ProblemDetail problem = problem(e.refusal(), e.getMessage());
        set(problem, "value", e.value());
        set(problem, "allowed", e.allowed());
        return response(e.refusal(), problem);
    }

    static ProblemDetail problem(Refusal refusal, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(refusal.status());
        String type = refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
        problem.setType(URI.create("urn:tidemark:problem:" + type));
        problem.setTitle(refusal.title());
        problem.setDetail(detail);
        problem.setProperty("advice", refusal.advice());
        return problem;
    }

    static ResponseEntity<Object> response(Refusal refusal, ProblemDetail problem) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        switch (refusal) {
            case OVERLOADED, NOT_ACKNOWLEDGED -> headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            case UNSUPPORTED_CONTENT_TYPE -> headers.set(HttpHeaders.ACCEPT, ContentTypes.ALLOWED);
            case UNSUPPORTED_CONTENT_ENCODING -> headers.set(HttpHeaders.ACCEPT_ENCODING, "gzip");
            case WRONG_METHOD -> setAllow(headers, problem);
            default -> {}
        }
        return ResponseEntity.status(refusal.status()).headers(headers).body(problem);
    }

    /**
     * Of a status which the framework or the server has chosen.
     *
     * @param path what was asked for
     */
    static ResponseEntity<Object> ofStatus(int status, String detail, String path) {
        Refusal refusal = refusal(status);
        ProblemDetail problem = problem(refusal, detail);
        problem.setInstance(UriComponentsBuilder.fromPath(path).build().encode().toUri());
        return response(refusal, problem);
    }

    /** The refusal that fits a status which the framework or the server has chosen. */
    static Refusal refusal(int status) {
        return switch (status) {
            case 404 -> Refusal.UNKNOWN_PATH;
            case 405 -> Refusal.WRONG_METHOD;
            case 406 -> Refusal.NOT_ACCEPTABLE;
            case 408 -> Refusal.BODY_TOO_SLOW;
            case 413 -> Refusal.BODY_TOO_LARGE;
            case 415 -> Refusal.UNSUPPORTED_CONTENT_TYPE;
            default -> status < 500 ? Refusal.BAD_REQUEST : Refusal.UNEXPECTED;
        };
    }

    /** Not known of a method that the server itself refuses, which then has set the header. */
    private static void setAllow(HttpHeaders headers, ProblemDetail problem) {
        Object allowed =
                problem.getProperties() == null ? null : problem.getProperties().get("allowed");
        if (allowed != null) {
            headers.set(HttpHeaders.ALLOW, allowed.toString());
        }
    }

    private static void set(ProblemDetail problem, String property, @Nullable String value) {
        if (value != null) {
            problem.setProperty(property, value);
        }
    }
}
