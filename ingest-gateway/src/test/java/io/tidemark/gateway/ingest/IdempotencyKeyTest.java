package io.tidemark.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

    /** As of {@code uuidgen --sha1 --namespace @url --name urn:tidemark:event:order-4711/0}. */
    @Test
    void idIsTheDocumentedUuid() {
        String id = new IdempotencyKey("order-4711").eventId(0);

        assertThat(id).isEqualTo("a8c534e4-8059-5461-aea7-396baa7ac1c3");
        assertThat(UUID.fromString(id).version()).isEqualTo(5);
    }

    @Test
    void placeIsPartOfTheId() {
        IdempotencyKey key = new IdempotencyKey("k");

        assertThat(key.eventId(1)).isNotEqualTo(key.eventId(0)).isNotEqualTo(new IdempotencyKey("k/1").eventId(0));
    }
}
