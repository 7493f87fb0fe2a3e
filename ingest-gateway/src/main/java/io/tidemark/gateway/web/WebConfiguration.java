package io.tidemark.gateway.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.event.EventIds;
import io.tidemark.gateway.ingest.Examination;
import io.tidemark.gateway.ingest.Meters;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** The HTTP side of the service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BodyProperties.class)
@Import({EventsController.class, ProblemAdvice.class, ProblemErrorController.class})
public class WebConfiguration {

    @Bean
    Meters meters(MeterRegistry registry) {
        return new Meters(registry);
    }

    @Bean
    Examination examination(EventIds ids) {
        return new Examination(ids);
    }

    @Bean
    ConcurrencyLimit concurrencyLimit(TomcatServerProperties tomcat) {
        return new ConcurrencyLimit(tomcat.getThreads().getMax());
    }

    @Bean
    BodyReader bodyReader(BodyProperties settings, MeterRegistry registry) {
        MemoryBudget budget = new MemoryBudget(settings.buffered().toBytes());
        Gauge.builder("tidemark.gateway.buffered.bytes", budget, MemoryBudget::taken)
                .description("What the bodies and events of all requests take")
                .strongReference(true)
                .register(registry);
        return new BodyReader(budget, settings.bodyWithin());
    }

    @Bean
    MappedInterceptor preFlightAllow() {
        String[] paths = {EventsController.EVENTS, EventsController.PUBLISH};
        return new MappedInterceptor(paths, new PreFlightAllow());
    }

    @Bean
    TomcatContextCustomizer problemsOfTomcat() {
        return context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        };
    }
}
