package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TotalsTest {

    private static final long NOON = Instant.parse("2026-03-15T12:00:00Z").toEpochMilli();
    private final Totals totals = new Totals();

    @BeforeEach
    void threeEvents() {
        totals.add(new MixedEvent("page_view", "u", NOON, "/", null, ""));
        totals.add(new MixedEvent("purchase", "u", NOON + 1, null, new BigDecimal("9.50"), ""));
        totals.add(new MixedEvent("purchase", "u", NOON + 59_999, null, new BigDecimal("0.50"), ""));
        totals.add(new MixedEvent("purchase", "u", NOON + 60_000, null, new BigDecimal("0.10"), ""));
    }

    @Test
    void eachEventCountsWhereItBelongs() {
        assertThat(totals.values())
                .containsOnly(
                        Map.entry("counter page_view", new BigDecimal("1")),
                        Map.entry("counter purchase", new BigDecimal("3")),
                        Map.entry("revenue 2026-03-15T12:00:00Z", new BigDecimal("10.00")),
                        Map.entry("revenue 2026-03-15T12:01:00Z", new BigDecimal("0.10")),
                        Map.entry("top_pages /", new BigDecimal("1")));
    }

    @Test
    void sameValuesAreNoDifference() {
        Map<String, BigDecimal> stored = new HashMap<>(totals.values());
        stored.put("revenue 2026-03-15T12:00:00Z", BigDecimal.TEN); // 10.00 and 10 are one value

        assertThat(totals.differences(stored)).isEmpty();
    }

    @Test
    void wrongMissingAndForeignValuesAreNamed() {
        Map<String, BigDecimal> stored = new HashMap<>(totals.values());
        stored.put("revenue 2026-03-15T12:01:00Z", new BigDecimal("0.2"));
        stored.remove("top_pages /");
        stored.put("top_pages /other", BigDecimal.ONE);

        assertThat(totals.differences(stored))
                .containsExactly(
                        "revenue 2026-03-15T12:01:00Z: sent 0.10, stored 0.2",
                        "top_pages /: sent 1, stored null",
                        "top_pages /other: sent null, stored 1");
    }
}
