package io.tidemark.gateway.web;

import io.tidemark.gateway.ingest.BodyFormat;
import io.tidemark.gateway.ingest.Examination;
import io.tidemark.gateway.ingest.IdempotencyKey;
import io.tidemark.gateway.ingest.Outcome;
import io.tidemark.gateway.ingest.Publisher;
import io.tidemark.gateway.ingest.Refusal;
import io.tidemark.gateway.ingest.RefusedException;
import io.tidemark.gateway.ingest.Submission;
import io.tidemark.gateway.ingest.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

@RestController
class EventsController {

    static final String EVENTS = "/api/v1/events";
    static final String PUBLISH = "/api/v1/streams/publish";
    static final String METHODS = "POST,OPTIONS";

    private final ConcurrencyLimit limit;
    private final BodyReader bodies;
    private final Examination examination;
    private final Publisher publisher;
    private final Clock clock;

    EventsController(
            ConcurrencyLimit limit, BodyReader bodies, Examination examination, Publisher publisher, Clock clock) {
        this.limit = limit;
        this.bodies = bodies;
        this.examination = examination;
        this.publisher = publisher;
        this.clock = clock;
    }

    @PostMapping({EVENTS, PUBLISH})
    ResponseEntity<Object> publish(HttpServletRequest request) throws IOException {
        Instant received = clock.instant();
        BodyFormat format = ContentTypes.formatOf(request.getContentType());
        IdempotencyKey key = keyOf(request.getHeaders("Idempotency-Key"));
        limit.enter();
        whenAnswered("limit", limit::leave);
        Body body = bodies.read(request);
        whenAnswered("body", body::close);
        Submission submission = new Submission(body.bytes(), body.length(), format, key, received);
        List<Verdict> verdicts = examination.of(submission, body::makeRoomForEvents);
        Outcome outcome = publisher.publish(verdicts);
        return Answers.of(outcome);
    }

    static boolean isPath(@Nullable String path) {
        return EVENTS.equals(path) || PUBLISH.equals(path);
    }

    /** The results take memory until they are written, however slowly they are read. */
    private static void whenAnswered(String name, Runnable callback) {
        RequestContextHolder.currentRequestAttributes()
                .registerDestructionCallback(name, callback, RequestAttributes.SCOPE_REQUEST);
    }

    private static @Nullable IdempotencyKey keyOf(Enumeration<String> headers) {
        if (!headers.hasMoreElements()) {
            return null;
        }
        IdempotencyKey key = new IdempotencyKey(headers.nextElement());
        if (headers.hasMoreElements()) {
            throw new RefusedException(Refusal.BAD_IDEMPOTENCY_KEY, "Idempotency-Key stands more than once");
        }
        return key;
    }
}
