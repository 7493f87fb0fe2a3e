package io.tidemark.event.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.event.Event;
import io.tidemark.event.client.EventReporter;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EventReporterMetricsTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    EventReporterAutoConfiguration.class, EventReporterMetricsAutoConfiguration.class))
            .withPropertyValues("tidemark.reporter.close-timeout=0s");

    @Test
    void metersShowWhatBecameOfTheEvents() throws IOException {
        try (OneEventGateway gateway = new OneEventGateway()) {
            runner.withPropertyValues("tidemark.reporter.gateway=" + gateway.address())
                    .run(context -> {
                        EventReporter reporter = context.getBean(EventReporter.class);
                        MeterRegistry registry = new SimpleMeterRegistry();
                        context.getBean(MeterBinder.class).bindTo(registry);

                        assertThat(reporter.report(Event.ofType("a").build())).succeedsWithin(Duration.ofSeconds(20));
                        reporter.report(Event.ofType("a")
                                .data("x", "x".repeat(300 * 1024))
                                .build());

                        assertThat(count(registry, "acknowledged")).isEqualTo(1);
                        assertThat(count(registry, "refused")).isEqualTo(1);
                        assertThat(count(registry, "failed")).isZero();
                    });
        }
    }

    @Test
    void gaugesShowWhatWaits() {
        runner.withPropertyValues("tidemark.reporter.gateway=http://127.0.0.1:1")
                .run(context -> {
                    MeterRegistry registry = new SimpleMeterRegistry();
                    context.getBean(MeterBinder.class).bindTo(registry);

                    context.getBean(EventReporter.class)
                            .report(Event.ofType("a").build());

                    assertThat(gauge(registry, "tidemark.reporter.in.flight")).isEqualTo(1);
                    assertThat(gauge(registry, "tidemark.reporter.buffered")).isGreaterThan(50);
                });
    }

    @Test
    void reporterWorksWithoutMicrometer() {
        runner.withPropertyValues("tidemark.reporter.gateway=http://127.0.0.1:1")
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(EventReporter.class)
                        .doesNotHaveBean("reporterMeters"));
    }

    private static double count(MeterRegistry registry, String outcome) {
        return registry.get("tidemark.reporter.events")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }

    private static double gauge(MeterRegistry registry, String name) {
        return registry.get(name).gauge().value();
    }
}
