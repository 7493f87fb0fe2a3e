package io.tidemark.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

    private static final byte[] EVENT = "{\"eventType\":\"a\"}".getBytes(UTF_8);

    /** As of {@code uuidgen --sha1 --namespace @url --name 'urn:tidemark:event:order-4711 1 {"eventType":"a"}'}. */
    @Test
    void idIsTheDocumentedUuid() {
        String id = new IdempotencyKey("order-4711").eventId(EVENT, 1);

        assertThat(id).isEqualTo("8106cb34-7760-51c7-a1c9-522554d3507c");
        assertThat(UUID.fromString(id).version()).isEqualTo(5);
    }

    @Test
    void equalEventsOfARequestHaveIdsOfTheirOwn() {
        IdempotencyKey key = new IdempotencyKey("k");

        assertThat(key.eventId(EVENT, 2)).isNotEqualTo(key.eventId(EVENT, 1));
    }
}
