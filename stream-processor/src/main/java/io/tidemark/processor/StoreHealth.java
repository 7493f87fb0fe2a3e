package io.tidemark.processor;

import io.tidemark.metric.store.redis.RedisMetricStore;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the store keeps what is written to it: down if Redis is set up so that it may not. */
final class StoreHealth implements HealthIndicator {

    private final RedisMetricStore store;

    StoreHealth(RedisMetricStore store) {
        this.store = store;
    }

    @Override
    public Health health() {
        try {
            Optional<String> wrong = store.wrongSetup();
            return wrong.isPresent()
                    ? Health.down().withDetail("redis", wrong.get()).build()
                    : Health.up().build();
        } catch (RuntimeException e) {
            return Health.down()
                    .withDetail("redis", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
