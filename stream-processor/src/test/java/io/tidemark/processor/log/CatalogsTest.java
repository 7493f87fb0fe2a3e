package io.tidemark.processor.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.InMemoryMetricStore;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CatalogsTest {

    private static final Set<String> TOPICS = Set.of("t");
    private static final MetricCatalog OLD = MetricCatalog.parse("{\"metrics\":[{\"name\":\"old\",\"counter\":{}}]}");
    private static final MetricCatalog NEW = MetricCatalog.parse("{\"metrics\":[{\"name\":\"new\",\"counter\":{}}]}");

    private final InMemoryMetricStore store = new InMemoryMetricStore(Clock.systemUTC());
    private final AtomicReference<MetricCatalog> configured = new AtomicReference<>(OLD);

    @Test
    void whatIsConfiguredComesInForce() {
        Catalogs catalogs = new Catalogs(store, configured::get, TOPICS);

        catalogs.activateConfigured();
        configured.set(NEW);
        catalogs.activateConfigured();
        catalogs.activateConfigured();

        assertThat(catalogs.inForce().catalog()).isEqualTo(NEW);
        assertThat(store.catalog().version()).isEqualTo(2);
    }

    @Test
    void oneThatSleptDoesNotTakeBackWhatAnotherPutInForceMeanwhile() {
        Catalogs other = new Catalogs(store, configured::get, TOPICS);
        other.activateConfigured();
        // It has asked what is configured, and sleeps while a newer version comes and is put in force.
        Catalogs sleeper = new Catalogs(
                store,
                () -> {
                    MetricCatalog seen = configured.get();
                    configured.set(NEW);
                    other.activateConfigured();
                    return seen;
                },
                TOPICS);

        sleeper.activateConfigured();

        assertThat(store.catalog().catalog()).isEqualTo(NEW);
        assertThat(store.catalog().version()).isEqualTo(2);
    }
}
