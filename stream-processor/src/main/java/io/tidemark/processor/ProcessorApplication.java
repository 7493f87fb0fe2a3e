package io.tidemark.processor;

import io.tidemark.metric.InvalidDefinitionException;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.redis.RedisMetricStore;
import io.tidemark.metric.store.redis.RedisStoreConfiguration;
import io.tidemark.processor.log.CatalogFollower;
import io.tidemark.processor.log.LogConfiguration;
import io.tidemark.processor.log.LogProperties;
import io.tidemark.processor.log.ProcessorLifecycle;
import io.tidemark.processor.log.Statuses;
import java.time.Clock;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The service that folds the event log into the metric store. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration
@Import({LogConfiguration.class, RedisStoreConfiguration.class})
@EnableConfigurationProperties({LogProperties.class, DeduplicationProperties.class, ZooKeeperProperties.class})
public class ProcessorApplication {

    private static final int ZOOKEEPER_RETRY_MS = 500;

    /** Runs the processor by itself. */
    public static void main(String[] args) {
        application().run(args);
    }

    /** The processor, ready to run; other services may run in the same JVM. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ProcessorApplication.class)
                .properties("spring.config.name=tidemark-processor")
                .bannerMode(Banner.Mode.OFF);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Throws {@link InvalidDefinitionException}: a wrong line must not be found out by its missing numbers. */
    @Bean
    MetricCatalog catalogOfSettings(Environment environment, DeduplicationProperties deduplication) {
        return MetricProperties.catalog(environment, deduplication.rule());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    CuratorFramework zooKeeper(ZooKeeperProperties properties) {
        return CuratorFrameworkFactory.newClient(
                properties.connectString(),
                Math.toIntExact(properties.sessionTimeout().toMillis()),
                Math.toIntExact(properties.connectionTimeout().toMillis()),
                new RetryOneTime(ZOOKEEPER_RETRY_MS));
    }

    @Bean
    ProcessorHealth processorHealthIndicator(
            ProcessorLifecycle lifecycle, CatalogFollower catalogs, Statuses statuses) {
        return new ProcessorHealth(lifecycle, catalogs, statuses);
    }

    @Bean
    StoreHealth storeHealthIndicator(RedisMetricStore metricStore) {
        return new StoreHealth(metricStore);
    }

    @Bean
    KafkaHealth kafkaHealthIndicator(Admin kafkaAdminClient) {
        return new KafkaHealth(kafkaAdminClient);
    }

    @Bean
    ZooKeeperHealth zooKeeperHealthIndicator(CuratorFramework zooKeeper) {
        return new ZooKeeperHealth(zooKeeper);
    }
}
