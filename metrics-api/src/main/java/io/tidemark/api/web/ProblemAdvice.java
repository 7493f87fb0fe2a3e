package io.tidemark.api.web;

import io.tidemark.api.query.Endpoint;
import io.tidemark.api.query.Refusal;
import io.tidemark.api.query.RefusedException;
import io.tidemark.event.EventRules;
import io.tidemark.metric.CatalogFullException;
import io.tidemark.metric.InvalidDefinitionException;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.control.ControlUnavailableException;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.TreeSet;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** The one place where what went wrong becomes an answer. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String PATHS = String.join(
            ", ",
            Endpoint.COUNTER,
            Endpoint.COUNTERS,
            Endpoint.LEADERBOARD,
            Endpoint.WINDOW,
            Endpoint.ACCOUNTING,
            Endpoint.CONTROL_METRICS,
            Endpoint.CONTROL_METRIC,
            Endpoint.CONTROL_CATALOG,
            Endpoint.CONTROL_RESTORE,
            Endpoint.CONTROL_PROCESSORS,
            "/actuator/health",
            "/actuator/prometheus");

    @ExceptionHandler
    ResponseEntity<Object> refused(RefusedException e) {
        return Problems.of(e, HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Object> unavailable(StoreUnavailableException e) {
        LOG.debug("The store does not answer", e);
        return Problems.of(Refusal.STORE_UNAVAILABLE, "Redis, where the metrics are kept, does not answer");
    }

    @ExceptionHandler
    ResponseEntity<Object> damaged(StoreDamagedException e) {
        LOG.error("The store is damaged", e);
        return Problems.of(Refusal.STORE_DAMAGED, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(InvalidDefinitionException e) {
        return Problems.of(Refusal.INVALID_DEFINITION, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Object> full(CatalogFullException e) {
        String allowed = "up to " + MetricCatalog.MAX_METRICS + " metrics";
        return Problems.of(
                new RefusedException(Refusal.CATALOG_FULL, String.valueOf(e.getMessage()), "metrics", null, allowed),
                HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Object> unavailable(ControlUnavailableException e) {
        LOG.debug("ZooKeeper does not answer", e);
        return Problems.of(Refusal.CONTROL_UNAVAILABLE, e.getMessage());
    }

    /** The query could not be decoded, for a % without two hexadecimal digits behind it. */
    @ExceptionHandler
    ResponseEntity<Object> undecodable(InvalidParameterException e, HttpServletRequest request) {
        String query = String.valueOf(request.getQueryString());
        String message = "the query is '" + EventRules.shown(query) + "'; allowed: UTF-8, percent-encoded";
        return Problems.of(
                new RefusedException(Refusal.BAD_REQUEST, message, "query", query, "UTF-8, percent-encoded"),
                HttpHeaders.EMPTY);
    }

    /** Tomcat cannot tell where the body ends, or its sender is gone. */
    @ExceptionHandler
    @Nullable ResponseEntity<Object> unreadable(BadRequestException e) {
        return DisconnectedClientHelper.isClientDisconnectedException(e)
                ? null
                : Problems.of(Refusal.BAD_REQUEST, "the body cannot be read: " + e.getMessage());
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> unexpected(Exception e) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            return null; // nobody is there to be answered
        }
        LOG.error("A request failed", e);
        return Problems.of(Refusal.UNEXPECTED, "An error that was not expected");
    }

    @Override
    protected ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String path = ((ServletWebRequest) request).getRequest().getRequestURI();
        String message = "there is nothing at '" + EventRules.shown(path) + "'; allowed: " + PATHS;
        return Problems.of(new RefusedException(Refusal.UNKNOWN_PATH, message, "path", path, PATHS), headers);
    }

    @Override
    protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Set<HttpMethod> methods = e.getSupportedHttpMethods();
        String allowed = methods == null ? "GET" : String.join(", ", names(methods));
        String message = "method is '" + EventRules.shown(e.getMethod()) + "'; allowed: " + allowed;
        return Problems.of(
                new RefusedException(Refusal.WRONG_METHOD, message, "method", e.getMethod(), allowed), headers);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String accept = String.valueOf(request.getHeader(HttpHeaders.ACCEPT));
        String allowed = MediaType.toString(e.getSupportedMediaTypes());
        String message = "Accept is '" + EventRules.shown(accept) + "'; allowed: " + allowed;
        return Problems.of(new RefusedException(Refusal.NOT_ACCEPTABLE, message, "Accept", accept, allowed), headers);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String given = String.valueOf(request.getHeader(HttpHeaders.CONTENT_TYPE));
        String allowed = MediaType.APPLICATION_JSON_VALUE;
        String message = "Content-Type is '" + EventRules.shown(given) + "'; allowed: " + allowed;
        return Problems.of(new RefusedException(Refusal.NOT_JSON, message, "Content-Type", given, allowed), headers);
    }

    private static Set<String> names(Set<HttpMethod> methods) {
        Set<String> names = new TreeSet<>();
        methods.forEach(method -> names.add(method.name()));
        return names;
    }
}
