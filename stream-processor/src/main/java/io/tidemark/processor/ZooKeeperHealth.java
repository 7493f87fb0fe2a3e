package io.tidemark.processor;

import org.apache.curator.framework.CuratorFramework;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether there is a connection to ZooKeeper. Without one, what runs goes on. */
final class ZooKeeperHealth implements HealthIndicator {

    private final CuratorFramework zooKeeper;

    ZooKeeperHealth(CuratorFramework zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    @Override
    public Health health() {
        return zooKeeper.getZookeeperClient().isConnected()
                ? Health.up().build()
                : Health.down().withDetail("reason", "no connection").build();
    }
}
