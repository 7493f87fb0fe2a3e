package io.tidemark.processor.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.processor.log.PartitionStatus.State;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.TopicPartition;

/** What the processor tells of itself. Thread-safe. */
public final class Meters {

    private final MeterRegistry registry;
    private final Statuses statuses;
    private final Clock clock;
    private final Timer apply;
    private final Counter refused;
    private final Map<TopicPartition, List<Gauge>> gauges = new ConcurrentHashMap<>();

    /** @param clock tells how old the newest record folded is */
    public Meters(MeterRegistry registry, Statuses statuses, Clock clock) {
        this.registry = registry;
        this.statuses = statuses;
        this.clock = clock;
        this.apply = Timer.builder("tidemark.apply")
                .description("How long the store takes to apply a batch")
                .register(registry);
        this.refused = Counter.builder("tidemark.refused.batches")
                .description("Batches that the store refused because it stood elsewhere")
                .register(registry);
        registerStates();
        Gauge.builder("tidemark.remembered.ids", statuses, Statuses::idBytes)
                .description("Memory of the ids by which duplicates are told")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
    }

    /** How many partitions are in each state. */
    private void registerStates() {
        for (State state : State.values()) {
            Gauge.builder("tidemark.partitions", () -> statuses.count(state))
                    .description("Partitions of this processor")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    /** Counts it, and tells when it was. */
    Recovery countRecovery(TopicPartition partition, RecoveryReason reason) {
        registry.counter("tidemark.recoveries", "topic", partition.topic(), "reason", reason.text())
                .increment();
        return new Recovery(reason, clock.instant());
    }

    Timer apply() {
        return apply;
    }

    void countRefused() {
        refused.increment();
    }

    void countApplied(PartitionBatch batch) {
        for (Fate fate : Fate.values()) {
            if (batch.fate(fate) > 0) {
                registry.counter("tidemark.events", "topic", batch.topic(), "fate", fate.text())
                        .increment(batch.fate(fate));
            }
        }
    }

    void assigned(TopicPartition partition) {
        gauges.computeIfAbsent(
                partition,
                p -> List.of(
                        gauge("tidemark.lag.records", p, Meters::lagRecords),
                        gauge("tidemark.lag.seconds", p, this::lagSeconds)));
    }

    void revoked(TopicPartition partition) {
        List<Gauge> removed = gauges.remove(partition);
        if (removed != null) {
            removed.forEach(registry::remove);
        }
    }

    private Gauge gauge(String name, TopicPartition partition, ToDoubleFunction<PartitionStatus> value) {
        return Gauge.builder(name, () -> {
                    PartitionStatus status = statuses.get(partition);
                    return status == null ? Double.NaN : value.applyAsDouble(status);
                })
                .tags(Tags.of("topic", partition.topic(), "partition", Integer.toString(partition.partition())))
                .register(registry);
    }

    private static double lagRecords(PartitionStatus status) {
        return status.lag() == PartitionStatus.UNKNOWN_LAG ? Double.NaN : status.lag();
    }

    /** How old the newest record folded is, if there are more to come. */
    private double lagSeconds(PartitionStatus status) {
        if (status.lag() == 0) {
            return 0;
        }
        boolean unknown = status.lag() == PartitionStatus.UNKNOWN_LAG || status.logTime() == PartitionBatch.NO_LOG_TIME;
        return unknown ? Double.NaN : (clock.millis() - status.logTime()) / 1000.0;
    }
}
