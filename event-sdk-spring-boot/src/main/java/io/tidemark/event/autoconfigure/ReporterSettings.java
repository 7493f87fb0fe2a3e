package io.tidemark.event.autoconfigure;

import io.tidemark.event.client.KafkaReporterBuilder;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the event reporter. There is one if either gateway or kafka.bootstrap-servers is set.
 *
 * @param gateway         where the gateway is, for example http://127.0.0.1:8081; the part before /api/v1/events
 * @param compression     whether requests to the gateway of more than a kilobyte are compressed (gzip)
 * @param bufferSize      the most that may wait to be acknowledged, JSON and 400 bytes for each event; at least 256KB
 * @param blockWhenFull   how long a report waits for room in a full buffer before it is refused, at most 1d
 * @param deliveryTimeout how long an event is tried before its future fails, 1s to 1d
 * @param closeTimeout    how long the shutdown waits for what is not acknowledged yet, at most 1d
 * @param kafka           for a reporter that writes to Kafka itself
 */
@ConfigurationProperties("tidemark.reporter")
record ReporterSettings(
        @Nullable URI gateway,
        @DefaultValue("true") boolean compression,
        @DefaultValue("32MB") DataSize bufferSize,
        @DefaultValue("0s") Duration blockWhenFull,
        @DefaultValue("2m") Duration deliveryTimeout,
        @DefaultValue("30s") Duration closeTimeout,
        @DefaultValue Kafka kafka) {

    /**
     * Where in Kafka.
     *
     * @param bootstrapServers host:port of one or more brokers, with commas between
     * @param topic            the topic to write to
     */
    record Kafka(
            @Nullable String bootstrapServers,

            @DefaultValue(KafkaReporterBuilder.DEFAULT_TOPIC)
            String topic) {

        /** An empty text is as good as none, so that a profile or a variable can take it away. */
        Kafka {
            bootstrapServers = StringUtils.hasText(bootstrapServers) ? bootstrapServers : null;
        }
    }
}
