package io.tidemark.api.rpc;

import io.tidemark.api.control.ZooKeeperProperties;
import io.tidemark.api.query.Counters;
import io.tidemark.api.query.Leaderboards;
import io.tidemark.api.query.Windows;
import io.tidemark.rpc.MetricsService;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The Dubbo side of the service, without Dubbo's own starter, which is not for this Spring Boot. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "tidemark.rpc.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RpcProperties.class)
public class RpcConfiguration {

    @Bean
    MetricsService metricsService(Counters counters, Leaderboards leaderboards, Windows windows) {
        return new MetricsProvider(counters, leaderboards, windows);
    }

    @Bean
    RpcLifecycle rpcLifecycle(RpcProperties rpc, ZooKeeperProperties zooKeeper, MetricsService metrics) {
        return new RpcLifecycle(rpc, () -> new RpcServer(rpc, zooKeeper, metrics));
    }

    /** The component {@code rpc} of the health endpoint. */
    @Bean
    RpcHealth rpcHealthIndicator(RpcLifecycle lifecycle) {
        return new RpcHealth(lifecycle);
    }
}
