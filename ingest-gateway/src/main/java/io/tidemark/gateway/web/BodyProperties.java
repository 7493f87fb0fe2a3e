package io.tidemark.gateway.web;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What requests may take.
 *
 * @param bodyWithin in which time a body must be there, however it trickles
 * @param buffered   the most bytes that all requests may take together, from their first byte to the answer: their bodies
 *                   and 1 KB for each event; the largest request takes 20MB; what is stored of them takes up to as much
 *                   as the bodies again
 */
@Validated
@ConfigurationProperties("tidemark.gateway")
record BodyProperties(
        @DefaultValue("10s") @DurationMin(millis = 1) Duration bodyWithin,
        @DefaultValue("64MB") DataSize buffered) {}
