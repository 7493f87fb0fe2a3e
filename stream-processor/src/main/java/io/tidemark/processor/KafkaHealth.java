package io.tidemark.processor;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether Kafka answers. */
final class KafkaHealth extends AbstractHealthIndicator {

    private static final long TIMEOUT_MS = 1_000;

    private final Admin kafka;

    KafkaHealth(Admin kafka) {
        super("Kafka does not answer");
        this.kafka = kafka;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws Exception {
        health.up().withDetail("clusterId", kafka.describeCluster().clusterId().get(TIMEOUT_MS, TimeUnit.MILLISECONDS));
    }
}
