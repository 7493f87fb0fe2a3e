package io.tidemark.gateway;

import io.tidemark.event.EventIds;
import io.tidemark.event.client.EventReporter;
import io.tidemark.event.client.KafkaReporterBuilder;
import io.tidemark.gateway.ingest.Meters;
import io.tidemark.gateway.ingest.Publisher;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/** The way to Kafka, and what is known of its state. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TopicProperties.class, KafkaProperties.class})
class KafkaConfiguration {

    /** What Spring sets in any case and the reporter sets itself. */
    private static final Set<String> OF_THE_REPORTER = Set.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    private static final int ADMIN_TIMEOUT_MS = 2_000;

    @Bean
    EventReporter reporter(KafkaProperties kafka, TopicProperties settings, Clock clock) {
        Map<String, Object> properties = kafka.buildProducerProperties();
        KafkaReporterBuilder reporter = EventReporter.toKafka(servers(properties))
                .topic(settings.topic())
                .bufferSize(settings.unacknowledged().toBytes())
                .blockWhenFull(settings.acknowledgeWithin())
                .deliveryTimeout(settings.acknowledgeWithin())
                .closeTimeout(settings.acknowledgeWithin())
                .clock(clock);
        properties.forEach((name, value) -> {
            if (!OF_THE_REPORTER.contains(name)) {
                reporter.property(name, value);
            }
        });
        return reporter.build();
    }

    @Bean
    EventIds eventIds(Clock clock) {
        return new EventIds(clock);
    }

    @Bean
    Publisher publisher(EventReporter reporter, Meters meters, TopicProperties settings) {
        return new Publisher(reporter, meters, settings.acknowledgeWithin());
    }

    @Bean
    TopicWatch topicWatch(KafkaProperties kafka, TopicProperties settings) {
        Map<String, Object> properties = kafka.buildAdminProperties();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        return new TopicWatch(() -> Admin.create(properties), servers(properties), settings);
    }

    /** The component {@code kafka} of the health endpoint. */
    @Bean
    KafkaHealth kafkaHealthIndicator(TopicWatch watch) {
        return new KafkaHealth(watch);
    }

    private static String servers(Map<String, Object> properties) {
        Object servers = properties.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
        return servers instanceof Collection<?> several
                ? StringUtils.collectionToCommaDelimitedString(several)
                : String.valueOf(servers);
    }
}
