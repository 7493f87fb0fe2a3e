package io.tidemark.api.health;

import io.tidemark.api.query.Accounting;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.StoreUnavailableException;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down while a metric or the counters of a topic's event types are broken, that is, while some of their values are not
 * what the log says. The service stays ready: the other metrics are right.
 */
public final class MetricsHealth implements HealthIndicator {

    private final Accounting accounting;

    public MetricsHealth(Accounting accounting) {
        this.accounting = accounting;
    }

    @Override
    public Health health() {
        try {
            Map<String, String> broken = accounting.broken();
            return (broken.isEmpty() ? Health.up() : Health.down().withDetail("broken", broken)).build();
        } catch (StoreDamagedException e) {
            return Health.down(e).build();
        } catch (StoreUnavailableException e) {
            return Health.unknown()
                    .withDetail("reason", "the store does not answer")
                    .build();
        }
    }
}
