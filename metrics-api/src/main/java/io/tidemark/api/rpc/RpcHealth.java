package io.tidemark.api.rpc;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Out of service while consumers do not find this service; the web side does not depend on it. */
final class RpcHealth implements HealthIndicator {

    private final RpcLifecycle lifecycle;

    RpcHealth(RpcLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public Health health() {
        String reason = lifecycle.waitingFor();
        return reason == null
                ? Health.up().withDetail("state", "registered").build()
                : Health.outOfService().withDetail("reason", reason).build();
    }
}
