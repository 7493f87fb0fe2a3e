package io.tidemark.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final EventIds ids = at(NOW);

    @Test
    void idIsOfVersion7AndHoldsTheTime() {
        UUID id = UUID.fromString(ids.next());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void idsOfOneMillisecondDiffer() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            seen.add(ids.next());
        }

        assertThat(seen).hasSize(100_000);
    }

    @Test
    void laterIdSortsLater() {
        assertThat(ids.next()).isLessThan(at(NOW.plusMillis(1)).next());
    }

    private static EventIds at(Instant time) {
        return new EventIds(Clock.fixed(time, ZoneOffset.UTC));
    }
}
