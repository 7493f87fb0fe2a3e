package io.tidemark.processor.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.control.ConfiguredCatalog;
import io.tidemark.metric.control.ZooKeeperCatalogs;
import io.tidemark.testing.TestServers;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfiguredCatalogsTest {

    private static final MetricCatalog FILE = counter("file");

    private final CuratorFramework zooKeeper = CuratorFrameworkFactory.newClient(
            TestServers.zooKeeper("configured-" + UUID.randomUUID()).connectString(), new RetryOneTime(100));
    private final ZooKeeperCatalogs versions = new ZooKeeperCatalogs(zooKeeper);
    private final ConfiguredCatalogs configured =
            new ConfiguredCatalogs(zooKeeper, FILE, () -> MetricCatalog.EMPTY, Clock.systemUTC());

    @BeforeEach
    void start() {
        zooKeeper.start();
    }

    @AfterEach
    void close() {
        zooKeeper.close();
    }

    @Test
    void anOlderVersionThanTheLastSeenIsNotFollowed() throws Exception {
        configured.newest();
        versions.add(versions.newest().next(counter("made"), Instant.EPOCH, "test"));
        assertThat(configured.newest()).isEqualTo(counter("made"));

        loseTheCatalogs();
        versions.add(ConfiguredCatalog.NONE.next(counter("other"), Instant.EPOCH, "test"));

        assertThatThrownBy(configured::newest)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 1")
                .hasMessageContaining("2 was seen")
                .hasMessageContaining("start the processor again");
    }

    @Test
    void noneIsNotFollowedEither() throws Exception {
        configured.newest();

        loseTheCatalogs();

        assertThatThrownBy(configured::newest).hasMessageContaining("version 0");
    }

    private void loseTheCatalogs() throws Exception {
        zooKeeper.delete().deletingChildrenIfNeeded().forPath("/tidemark/catalog");
    }

    private static MetricCatalog counter(String name) {
        return MetricCatalog.parse("{\"metrics\":[{\"name\":\"" + name + "\",\"counter\":{}}]}");
    }
}
