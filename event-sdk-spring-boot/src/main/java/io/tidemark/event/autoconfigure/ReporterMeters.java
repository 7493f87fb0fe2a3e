package io.tidemark.event.autoconfigure;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.event.client.EventReporter;
import io.tidemark.event.client.ReporterCounters;
import java.util.function.ToLongFunction;

/** The reporter's counters: the outcomes and what is in flight add up to what was reported. */
final class ReporterMeters implements MeterBinder {

    private final EventReporter reporter;

    ReporterMeters(EventReporter reporter) {
        this.reporter = reporter;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        count(registry, "acknowledged", ReporterCounters::acknowledged);
        count(registry, "failed", ReporterCounters::failed);
        count(registry, "refused", ReporterCounters::refused);
        Gauge.builder(
                        "tidemark.reporter.in.flight",
                        reporter,
                        it -> it.counters().inFlight())
                .description("Events that are taken in and not decided yet")
                .baseUnit("events")
                .register(registry);
        Gauge.builder(
                        "tidemark.reporter.buffered",
                        reporter,
                        it -> it.counters().bufferedBytes())
                .description("JSON of the events in flight")
                .baseUnit("bytes")
                .register(registry);
    }

    private void count(MeterRegistry registry, String outcome, ToLongFunction<ReporterCounters> counter) {
        FunctionCounter.builder("tidemark.reporter.events", reporter, it -> counter.applyAsLong(it.counters()))
                .description("Events that are decided, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }
}
