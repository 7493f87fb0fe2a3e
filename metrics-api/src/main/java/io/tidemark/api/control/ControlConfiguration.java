package io.tidemark.api.control;

import io.tidemark.metric.control.ZooKeeperCatalogs;
import io.tidemark.metric.control.ZooKeeperProcessors;
import io.tidemark.metric.store.MetricReader;
import java.time.Clock;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What changes the catalog, and the connection to ZooKeeper for it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ControlProperties.class, ZooKeeperProperties.class})
public class ControlConfiguration {

    private static final int RETRY_MILLIS = 100;

    @Bean(initMethod = "start", destroyMethod = "close")
    CuratorFramework zooKeeper(ZooKeeperProperties properties) {
        return CuratorFrameworkFactory.newClient(
                properties.connectString(),
                Math.toIntExact(properties.sessionTimeout().toMillis()),
                Math.toIntExact(properties.connectionTimeout().toMillis()),
                new RetryOneTime(RETRY_MILLIS));
    }

    @Bean
    ControlStore controlStore(CuratorFramework zooKeeper) {
        return new ControlStore(zooKeeper, new ZooKeeperCatalogs(zooKeeper), new ZooKeeperProcessors(zooKeeper));
    }

    @Bean
    CatalogControl catalogControl(ControlStore controlStore, MetricReader store, Clock clock) {
        return new CatalogControl(controlStore, store, clock);
    }
}
