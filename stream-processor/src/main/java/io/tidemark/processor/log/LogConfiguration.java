package io.tidemark.processor.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.control.ZooKeeperProcessors;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.processor.fold.BatchFold;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;

/** Puts the way through the log together. */
@Configuration(proxyBeanMethods = false)
public class LogConfiguration {

    /** A partition that has nothing to read still takes its steps this often. */
    private static final long POLL_TIMEOUT_MS = 100;

    /** In that time a broker that is well has long acknowledged. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    @Bean
    Statuses statuses() {
        return new Statuses();
    }

    @Bean
    ConfiguredCatalogs configuredCatalogs(
            CuratorFramework zooKeeper, MetricCatalog catalogOfSettings, MetricWriter store, Clock clock) {
        return new ConfiguredCatalogs(
                zooKeeper, catalogOfSettings, () -> store.catalog().catalog(), clock);
    }

    @Bean
    Catalogs catalogs(MetricWriter store, ConfiguredCatalogs configured, LogProperties log) {
        return new Catalogs(store, configured::newest, Set.of(log.topic()));
    }

    @Bean(initMethod = "start")
    Registration registration(
            CuratorFramework zooKeeper, Statuses statuses, Catalogs catalogs, ConfiguredCatalogs configured) {
        return new Registration(
                new ZooKeeperProcessors(zooKeeper),
                statuses,
                () -> configured.versionOf(catalogs.inForce()),
                Ticker.SYSTEM);
    }

    @Bean
    CatalogFollower catalogFollower(Catalogs catalogs, ConfiguredCatalogs configured, Registration registration) {
        return new CatalogFollower(catalogs, configured, registration::renew);
    }

    @Bean
    Admin kafkaAdminClient(KafkaProperties kafka) {
        return Admin.create(kafka.buildAdminProperties());
    }

    @Bean
    ExecutorService recoveries() {
        return Executors.newCachedThreadPool(DaemonThread.named("recovery"));
    }

    @Bean
    ConsumerFactory<byte[], byte[]> consumerFactory(
            KafkaProperties kafka,
            MetricWriter store,
            Catalogs catalogs,
            KafkaTemplate<byte[], byte[]> template,
            Admin admin,
            CuratorFramework zooKeeper,
            ExecutorService recoveries,
            Statuses statuses,
            MeterRegistry registry,
            LogProperties log,
            Clock clock) {
        Meters meters = new Meters(registry, statuses, clock);
        Surroundings around = new Surroundings(
                store,
                new KafkaLogs(admin),
                new KafkaLogReader(() -> new KafkaConsumer<>(groupless(kafka))),
                new ZooKeeperStarts(zooKeeper),
                template::send,
                log.deadLetterTopic(),
                PATIENCE,
                recoveries,
                Ticker.SYSTEM,
                BatchFold.MAX_OPERATIONS);
        return new DefaultKafkaConsumerFactory<>(kafka.buildConsumerProperties()) {
            @Override
            protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> settings) {
                return new LedgerConsumer(settings, new AssignedPartitions(around, catalogs, meters, statuses));
            }
        };
    }

    /** For reading beside the group: as the group's members read, but never as one of them. */
    private static Map<String, Object> groupless(KafkaProperties kafka) {
        Map<String, Object> settings = kafka.buildConsumerProperties();
        settings.keySet()
                .removeAll(Set.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                        ConsumerConfig.CLIENT_ID_CONFIG));
        return settings;
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> eventContainer(
            ConsumerFactory<byte[], byte[]> consumers, KafkaProperties kafka, LogProperties log) {
        EventListener listener = new EventListener();
        ContainerProperties properties = new ContainerProperties(log.topic());
        properties.setMessageListener(listener);
        properties.setConsumerRebalanceListener(listener);
        // Where to read on stands in the ledger; offsets are committed beside it, for lag tools.
        properties.setAckMode(AckMode.MANUAL);
        properties.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
        properties.setPollTimeout(POLL_TIMEOUT_MS);
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        Integer concurrency = kafka.getListener().getConcurrency();
        container.setConcurrency(concurrency == null ? 1 : concurrency);
        container.setAutoStartup(false);
        container.setBeanName("events");
        return container;
    }

    @Bean
    ProcessorLifecycle processorLifecycle(
            Topics topics,
            CatalogFollower catalogs,
            ConcurrentMessageListenerContainer<byte[], byte[]> eventContainer,
            Statuses statuses) {
        return new ProcessorLifecycle(topics, catalogs, eventContainer, statuses);
    }

    @Bean
    Topics topics(Admin kafkaAdminClient, LogProperties log) {
        return new Topics(kafkaAdminClient, log);
    }
}
