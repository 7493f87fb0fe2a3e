package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.MetricCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogOfTest {

    private static final List<String> TYPES = List.of("page_view", "request", "search", "login", "purchase");

    @Test
    void tenOfThemTakeEventsAndEachEventFeedsOneToThree() {
        MetricCatalog catalog = parsed(CatalogOf.tenMatching(1_000));

        assertThat(catalog.definitions()).hasSize(1_000);
        assertThat(catalog.definitions().stream()
                        .filter(metric -> TYPES.stream().anyMatch(metric::takes)))
                .hasSize(10);
        assertThat(TYPES).allSatisfy(type -> assertThat(taking(catalog, type)).isBetween(1L, 3L));
    }

    @Test
    void unrelatedOnesTakeNoEvent() {
        MetricCatalog catalog = parsed(CatalogOf.mixedAndUnrelated(100));

        assertThat(catalog.definitions()).hasSize(102);
        assertThat(TYPES.stream().mapToLong(type -> taking(catalog, type)).sum())
                .isEqualTo(2);
    }

    private static long taking(MetricCatalog catalog, String type) {
        return catalog.definitions().stream()
                .filter(metric -> metric.takes(type))
                .count();
    }

    private static MetricCatalog parsed(List<String> definitions) {
        return MetricCatalog.parse("{\"metrics\":[" + String.join(",", definitions) + "]}");
    }
}
