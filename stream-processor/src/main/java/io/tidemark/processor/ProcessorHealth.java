package io.tidemark.processor;

import io.tidemark.processor.log.CatalogFollower;
import io.tidemark.processor.log.PartitionStatus;
import io.tidemark.processor.log.PartitionStatus.State;
import io.tidemark.processor.log.ProcessorLifecycle;
import io.tidemark.processor.log.Recovery;
import io.tidemark.processor.log.Statuses;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether folding goes on: up while every partition runs, out of service while something is waited for or looked up, down
 * where somebody has to decide. That another catalog is configured than the one in force is told, and folding goes on.
 */
final class ProcessorHealth implements HealthIndicator {

    private final ProcessorLifecycle lifecycle;
    private final CatalogFollower catalogs;
    private final Statuses statuses;

    ProcessorHealth(ProcessorLifecycle lifecycle, CatalogFollower catalogs, Statuses statuses) {
        this.lifecycle = lifecycle;
        this.catalogs = catalogs;
        this.statuses = statuses;
    }

    @Override
    public Health health() {
        Health.Builder health = new Health.Builder(status());
        if (lifecycle.waitingFor() != null) {
            health.withDetail("waitingFor", lifecycle.waitingFor());
        }
        if (catalogs.obstacle() != null) {
            health.withDetail("catalog", catalogs.obstacle());
        }
        if (lifecycle.isBroken()) {
            health.withDetail("consumer", "one has ended; why says the log; start the processor again");
        }
        return health.withDetail("partitions", partitions()).build();
    }

    private Status status() {
        if (lifecycle.isBroken() || anyIs(State.STOPPED)) {
            return Status.DOWN;
        }
        boolean waits = lifecycle.waitingFor() != null || anyHasReason();
        return waits ? Status.OUT_OF_SERVICE : Status.UP;
    }

    /** Whatever does not run has one, and so has what runs while nobody knows how far its log goes. */
    private boolean anyHasReason() {
        return anyIs(State.WAITING)
                || anyIs(State.RECOVERING)
                || statuses.all().values().stream().anyMatch(status -> status.reason() != null);
    }

    private boolean anyIs(State state) {
        return statuses.all().values().stream().anyMatch(status -> status.state() == state);
    }

    private Map<String, Object> partitions() {
        Map<String, Object> partitions = new LinkedHashMap<>();
        statuses.all().forEach((partition, status) -> partitions.put(partition.toString(), describe(status)));
        return partitions;
    }

    private static Map<String, Object> describe(PartitionStatus status) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("state", status.state());
        description.put("offset", status.offset());
        description.put("lag", status.lag());
        if (status.reason() != null) {
            description.put("reason", status.reason());
        }
        if (status.idsLost() != null) {
            description.put("idsLost", status.idsLost());
        }
        Recovery last = status.last();
        if (last != null) {
            description.put(
                    "lastRecovery",
                    Map.of("reason", last.reason().text(), "at", last.at().toString()));
        }
        return description;
    }
}
