package io.tidemark.event.autoconfigure;

import static java.util.Objects.requireNonNull;

import io.tidemark.event.client.EventReporter;
import io.tidemark.event.client.HttpReporterBuilder;
import io.tidemark.event.client.KafkaReporterBuilder;
import io.tidemark.event.client.ReporterBuilder;
import java.net.URI;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * One {@link EventReporter} to where {@code tidemark.reporter.gateway} or {@code tidemark.reporter.kafka.bootstrap-servers}
 * says; none if neither does. At shutdown it sends what it holds, for at most {@code tidemark.reporter.close-timeout}.
 */
@AutoConfiguration
@Conditional(OnReceiverCondition.class)
@EnableConfigurationProperties({ReporterSettings.class, ReporterCredentials.class})
public final class EventReporterAutoConfiguration {

    EventReporterAutoConfiguration() {}

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    EventReporter eventReporter(ReporterSettings settings, ReporterCredentials credentials) {
        URI gateway = settings.gateway();
        String servers = settings.kafka().bootstrapServers();
        MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn(entries -> {
            entries.put(OnReceiverCondition.GATEWAY, gateway);
            entries.put(OnReceiverCondition.KAFKA, servers);
        });
        return gateway == null
                ? toKafka(requireNonNull(servers), settings, credentials)
                : toGateway(gateway, settings, credentials);
    }

    private static EventReporter toGateway(URI gateway, ReporterSettings settings, ReporterCredentials credentials) {
        HttpReporterBuilder builder = EventReporter.toGateway(gateway).compression(settings.compression());
        credentials.headers().forEach(builder::header);
        return build(builder, settings);
    }

    private static EventReporter toKafka(String servers, ReporterSettings settings, ReporterCredentials credentials) {
        KafkaReporterBuilder builder =
                EventReporter.toKafka(servers).topic(settings.kafka().topic());
        credentials.kafkaProperties().forEach(builder::property);
        return build(builder, settings);
    }

    private static EventReporter build(ReporterBuilder<?> builder, ReporterSettings settings) {
        return builder.bufferSize(settings.bufferSize().toBytes())
                .blockWhenFull(settings.blockWhenFull())
                .deliveryTimeout(settings.deliveryTimeout())
                .closeTimeout(settings.closeTimeout())
                .build();
    }
}
