package io.tidemark.gateway.web;

import io.tidemark.gateway.ingest.EventResult;
import io.tidemark.gateway.ingest.EventResult.Status;
import io.tidemark.gateway.ingest.Outcome;
import io.tidemark.gateway.ingest.Refusal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Outcomes as answers. */
final class Answers {

    private Answers() {}

    /** The body of 202. */
    record Accepted(int accepted, int rejected, List<EventResult> results) {}

    static ResponseEntity<Object> of(Outcome outcome) {
        int unknown = outcome.count(Status.UNKNOWN);
        if (unknown > 0) {
            String detail = "of " + outcome.results().size() + " events " + unknown
                    + " are not known to be stored: Kafka did not acknowledge them in time";
            return problem(Refusal.NOT_ACKNOWLEDGED, detail, outcome);
        }
        int accepted = outcome.count(Status.ACCEPTED);
        if (accepted == 0) {
            return problem(Refusal.INVALID_EVENTS, detail(outcome.results()), outcome);
        }
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Accepted(accepted, outcome.count(Status.REJECTED), outcome.results()));
    }

    private static String detail(List<EventResult> results) {
        String first = String.valueOf(results.get(0).error());
        return results.size() == 1 ? first : "none of " + results.size() + " events is valid; the first: " + first;
    }

    private static ResponseEntity<Object> problem(Refusal refusal, String detail, Outcome outcome) {
        ProblemDetail problem = Problems.problem(refusal, detail);
        problem.setProperty("accepted", outcome.count(Status.ACCEPTED));
        problem.setProperty("rejected", outcome.count(Status.REJECTED));
        problem.setProperty("unknown", outcome.count(Status.UNKNOWN));
        problem.setProperty("results", outcome.results());
        return Problems.response(refusal, problem);
    }
}
