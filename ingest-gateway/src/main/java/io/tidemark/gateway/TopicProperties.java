package io.tidemark.gateway;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where the gateway writes.
 *
 * @param topic             the topic of events
 * @param partitions        of the topic, if it has to be created
 * @param replicationFactor of the topic, if it has to be created; the broker's default if not set
 * @param retention         of the topic, if it has to be created; the broker's default if not set
 * @param acknowledgeWithin how long a request waits for Kafka before it is answered with 503
 * @param unacknowledged    the most bytes of events that may wait for Kafka, those of requests that were answered with 503
 *                          included; at least 256 KB
 */
@Validated
@ConfigurationProperties("tidemark.gateway")
record TopicProperties(
        @DefaultValue("raw-events-topic") @Pattern(regexp = "[A-Za-z0-9._-]{1,200}") String topic,

        @DefaultValue("6") @Min(1) int partitions,
        @Nullable Short replicationFactor,
        @Nullable Duration retention,

        @DefaultValue("10s") @DurationMin(seconds = 1) Duration acknowledgeWithin,

        @DefaultValue("32MB") DataSize unacknowledged) {}
