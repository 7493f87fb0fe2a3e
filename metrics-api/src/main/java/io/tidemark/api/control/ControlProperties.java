package io.tidemark.api.control;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The calls that change what is measured.
 *
 * @param hosts the names, besides localhost and the addresses of loopback, by which these calls may be addressed; a page of
 *     another site could otherwise reach them through a name of its own
 */
@ConfigurationProperties("tidemark.api.control")
public record ControlProperties(@DefaultValue Set<String> hosts) {}
