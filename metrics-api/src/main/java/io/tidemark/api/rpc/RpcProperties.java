package io.tidemark.api.rpc;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The metrics over Dubbo.
 *
 * @param enabled     whether they are served that way at all
 * @param host        the address that is listened on and registered; consumers must be able to reach it, so not 0.0.0.0
 * @param port        of the Triple protocol
 * @param classicPort of the classic Dubbo protocol
 */
@Validated
@ConfigurationProperties("tidemark.rpc")
record RpcProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("127.0.0.1") @NotBlank String host,
        @DefaultValue("50051") @Min(1) @Max(65535) int port,
        @DefaultValue("20880") @Min(1) @Max(65535) int classicPort) {}
