package io.tidemark.gateway;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether events can be written; out of service while Kafka is away or its topic is missing. */
final class KafkaHealth implements HealthIndicator {

    private final TopicWatch watch;

    KafkaHealth(TopicWatch watch) {
        this.watch = watch;
    }

    @Override
    public Health health() {
        String waitingFor = watch.waitingFor();
        return waitingFor == null
                ? Health.up().build()
                : Health.outOfService().withDetail("waitingFor", waitingFor).build();
    }
}
