package io.tidemark.gateway.web;

import io.tidemark.event.EventRules;
import io.tidemark.gateway.ingest.Meters;
import io.tidemark.gateway.ingest.Refusal;
import io.tidemark.gateway.ingest.RefusedException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
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
    private static final String PATHS = EventsController.EVENTS + ", " + EventsController.PUBLISH;

    private final Meters meters;

    ProblemAdvice(Meters meters) {
        this.meters = meters;
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(RefusedException e) {
        meters.countRefused(e.refusal());
        return Problems.of(e);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> unexpected(Exception e) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            return null; // nobody is there to be answered
        }
        LOG.error("A request failed", e);
        return refused(new RefusedException(Refusal.UNEXPECTED, "An error that was not expected"));
    }

    @Override
    protected ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String path =
                EventRules.shown(((ServletWebRequest) request).getRequest().getRequestURI());
        return refused(new RefusedException(Refusal.UNKNOWN_PATH, "there is nothing at '" + path + "'", path, PATHS));
    }

    @Override
    protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Set<String> allowed = new TreeSet<>();
        Set<HttpMethod> supported = e.getSupportedHttpMethods();
        if (supported != null) {
            supported.forEach(method -> allowed.add(method.name()));
        }
        String method = EventRules.shown(e.getMethod());
        return refused(new RefusedException(
                Refusal.WRONG_METHOD, "the method is '" + method + "'", method, String.join(", ", allowed)));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String accept = EventRules.shown(String.valueOf(request.getHeader(HttpHeaders.ACCEPT)));
        return refused(new RefusedException(
                Refusal.NOT_ACCEPTABLE,
                "Accept is '" + accept + "'",
                accept,
                MediaType.toString(e.getSupportedMediaTypes())));
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return refused(
                new RefusedException(Problems.refusal(status.value()), "the request is not one of this service"));
    }
}
