package io.tidemark.api.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.api.FoldedLog;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.InMemoryMetricStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActiveCatalogTest {

    private static final String OLD = "{'name':'logins','counter':{},'by':'data.platform'}";
    private static final String NEW = "{'name':'logins','counter':{},'by':'data.country'}";

    private final InMemoryMetricStore store = new InMemoryMetricStore(Clock.systemUTC());
    private final FoldedLog log = new FoldedLog(store).define(OLD);
    private final ActiveCatalog active = new ActiveCatalog(store);

    @Test
    void catalogThatChangesWhileItIsAskedIsAskedAgain() {
        active.ask(MetricCatalog::text);
        List<String> asked = new ArrayList<>();

        String answer = active.ask(catalog -> {
            if (asked.isEmpty()) {
                log.define(NEW);
            }
            asked.add(catalog.text());
            return catalog.text();
        });

        assertThat(asked).hasSize(2);
        assertThat(answer).contains("data.country");
    }

    @Test
    void refusalByAnOutdatedCatalogIsNotGiven() {
        active.ask(MetricCatalog::text);
        log.define(NEW, "{'name':'errors','counter':{}}");

        assertThat(new Counters(store, active).counter("errors").name()).isEqualTo("errors");
    }

    @Test
    void refusalByTheCatalogInForceIsGiven() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new Counters(store, active).counter("errors"))
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.UNKNOWN_METRIC));
    }
}
