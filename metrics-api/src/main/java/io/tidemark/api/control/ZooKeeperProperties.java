package io.tidemark.api.control;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * ZooKeeper, where consumers look for this service and where the configured catalogs are kept.
 *
 * @param connectString     {@code host:port}, several separated by commas
 * @param sessionTimeout    after which ZooKeeper takes this process for dead
 * @param connectionTimeout how long one call waits for a connection
 */
@Validated
@ConfigurationProperties("tidemark.zookeeper")
public record ZooKeeperProperties(
        @DefaultValue("127.0.0.1:2181") @NotBlank String connectString,
        @DefaultValue("6s") Duration sessionTimeout,
        @DefaultValue("3s") Duration connectionTimeout) {}
