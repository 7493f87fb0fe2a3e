package io.tidemark.gateway.web;

import io.tidemark.gateway.ingest.BodyFormat;
import io.tidemark.gateway.ingest.Examination;
import io.tidemark.gateway.ingest.IdempotencyKey;
import io.tidemark.gateway.ingest.Outcome;
import io.tidemark.gateway.ingest.Publisher;
import io.tidemark.gateway.ingest.Submission;
import io.tidemark.gateway.ingest.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EventsController {

    static final String EVENTS = "/api/v1/events";
    static final String PUBLISH = "/api/v1/streams/publish";

    private final BodyReader bodies;
    private final Examination examination;
    private final Publisher publisher;
    private final Clock clock;

    EventsController(BodyReader bodies, Examination examination, Publisher publisher, Clock clock) {
        this.bodies = bodies;
        this.examination = examination;
        this.publisher = publisher;
        this.clock = clock;
    }

    @PostMapping({EVENTS, PUBLISH})
    ResponseEntity<Object> publish(HttpServletRequest request) throws IOException {
        Instant received = clock.instant();
        BodyFormat format = ContentTypes.formatOf(request.getContentType());
        IdempotencyKey key = keyOf(request.getHeader("Idempotency-Key"));
        try (Body body = bodies.read(request)) {
            Submission submission = new Submission(body.bytes(), body.length(), format, key, received);
            List<Verdict> verdicts = examination.of(submission);
            Outcome outcome = publisher.publish(verdicts);
            return Answers.of(outcome);
        }
    }

    private static @Nullable IdempotencyKey keyOf(@Nullable String header) {
        return header == null ? null : new IdempotencyKey(header);
    }
}
