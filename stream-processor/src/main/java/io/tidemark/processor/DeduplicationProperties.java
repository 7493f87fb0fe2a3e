package io.tidemark.processor;

import io.tidemark.metric.Deduplication;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far back an event's id is remembered. Part of the catalog: a change rules from where the processor has got to.
 *
 * @param horizon  how much log time may lie between an event and its duplicate, up to {@code 24h}
 * @param distance how many offsets of the partition may lie between them, up to 8,000,000; 0: nothing is a duplicate
 */
@ConfigurationProperties(prefix = "tidemark.deduplication", ignoreUnknownFields = false)
record DeduplicationProperties(
        @DefaultValue("10m") Duration horizon,
        @DefaultValue("1000000") long distance) {

    /** Throws {@link io.tidemark.metric.InvalidDefinitionException} if one is out of its limits. */
    Deduplication rule() {
        return new Deduplication(horizon, distance);
    }
}
