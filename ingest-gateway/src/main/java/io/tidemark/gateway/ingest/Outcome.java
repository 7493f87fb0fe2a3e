package io.tidemark.gateway.ingest;

import io.tidemark.gateway.ingest.EventResult.Status;
import java.util.List;

/**
 * What became of the events of one request.
 *
 * @param results one for each event, in the order of the body
 */
public record Outcome(List<EventResult> results) {

    /** How many events have this status. */
    public int count(Status status) {
        int count = 0;
        for (EventResult result : results) {
            if (result.status() == status) {
                count++;
            }
        }
        return count;
    }
}
