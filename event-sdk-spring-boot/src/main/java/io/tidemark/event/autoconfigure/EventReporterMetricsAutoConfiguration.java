package io.tidemark.event.autoconfigure;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.event.client.EventReporter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Meters of the {@link EventReporter}, the application's own one included, if Micrometer is there. */
@AutoConfiguration(after = EventReporterAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
public final class EventReporterMetricsAutoConfiguration {

    EventReporterMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnSingleCandidate(EventReporter.class)
    @ConditionalOnMissingBean
    ReporterMeters reporterMeters(EventReporter reporter) {
        return new ReporterMeters(reporter);
    }
}
