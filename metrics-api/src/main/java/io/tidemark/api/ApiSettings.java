package io.tidemark.api;

import jakarta.validation.constraints.NotEmpty;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the metrics API.
 *
 * @param topics the topics whose accounting is shown, besides those that a catalog was put in force for
 */
@Validated
@ConfigurationProperties("tidemark.api")
record ApiSettings(
        @DefaultValue("raw-events-topic") @NotEmpty Set<String> topics) {}
