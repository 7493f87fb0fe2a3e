package io.tidemark.processor.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.InMemoryMetricStore;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;

class CatalogFollowerTest {

    private static final MetricCatalog CATALOG =
            MetricCatalog.parse("{\"metrics\":[{\"name\":\"all\",\"counter\":{}}]}");

    @Test
    void anErrorIsToldAndTheNextLookIsTaken() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Supplier<MetricCatalog> configured = () -> {
            if (broken.get()) {
                throw new NoClassDefFoundError("a/class");
            }
            return CATALOG;
        };
        Catalogs catalogs = new Catalogs(new InMemoryMetricStore(Clock.systemUTC()), configured, Set.of("t"));
        try (CuratorFramework nowhere = CuratorFrameworkFactory.newClient("127.0.0.1:1", new RetryOneTime(1));
                CatalogFollower follower = new CatalogFollower(
                        catalogs,
                        new ConfiguredCatalogs(nowhere, CATALOG, () -> MetricCatalog.EMPTY, Clock.systemUTC()),
                        () -> {})) {

            follower.follow();
            assertThat(follower.obstacle()).contains("NoClassDefFoundError: a/class");

            broken.set(false);
            follower.follow();
            assertThat(follower.obstacle()).isNull();
            assertThat(catalogs.inForce().catalog()).isEqualTo(CATALOG);
        }
    }
}
