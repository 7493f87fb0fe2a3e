package io.tidemark.gateway.ingest;

import io.tidemark.event.EncodedEvent;
import io.tidemark.event.MalformedEventException;

/** What was found of one event. */
public sealed interface Verdict {

    /**
     * It is one.
     *
     * @param event as it is to be stored
     */
    record Valid(EncodedEvent event) implements Verdict {}

    /**
     * It is none.
     *
     * @param reason which rule it breaks, and how
     */
    record Rejected(MalformedEventException reason) implements Verdict {}
}
