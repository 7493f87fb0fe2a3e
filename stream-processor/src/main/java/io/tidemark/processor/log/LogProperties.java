package io.tidemark.processor.log;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The log of events in Kafka.
 *
 * @param topic             the topic of events; its dead letters go to the topic of this name with {@code -dlt} behind
 * @param partitions        of the topics, if they have to be created
 * @param replicationFactor of the topics, if they have to be created; the broker's default if not set
 * @param retention         of the topics, if they have to be created; the broker's default if not set
 */
@Validated
@ConfigurationProperties("tidemark.log")
public record LogProperties(
        @DefaultValue("raw-events-topic") @Pattern(regexp = "[A-Za-z0-9._-]{1,200}") String topic,

        @DefaultValue("6") @Min(1) int partitions,
        @Nullable Short replicationFactor,
        @Nullable Duration retention) {

    /** Where rejected records go. */
    public String deadLetterTopic() {
        return topic + "-dlt";
    }
}
