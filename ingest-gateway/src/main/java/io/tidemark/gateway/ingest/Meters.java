package io.tidemark.gateway.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tidemark.gateway.ingest.EventResult.Status;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What the gateway tells of itself. Thread-safe. */
public final class Meters {

    private final MeterRegistry registry;
    private final Map<Status, Counter> events = new EnumMap<>(Status.class);
    private final Timer acknowledgement;

    public Meters(MeterRegistry registry) {
        this.registry = registry;
        for (Status status : Status.values()) {
            events.put(
                    status,
                    Counter.builder("tidemark.gateway.events")
                            .description("Events by what became of them until their request was answered")
                            .tag("outcome", status.text())
                            .register(registry));
        }
        this.acknowledgement = Timer.builder("tidemark.gateway.acknowledgement")
                .description("How long requests wait for Kafka")
                .register(registry);
    }

    Timer acknowledgement() {
        return acknowledgement;
    }

    void count(Outcome outcome) {
        events.forEach((status, counter) -> counter.increment(outcome.count(status)));
    }

    /** Counts a request of which nothing was taken. */
    public void countRefused(Refusal refusal) {
        registry.counter(
                        "tidemark.gateway.refused.requests",
                        "reason",
                        refusal.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
