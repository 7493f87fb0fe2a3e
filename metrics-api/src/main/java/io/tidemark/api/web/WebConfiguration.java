package io.tidemark.api.web;

import io.tidemark.api.control.ControlProperties;
import io.tidemark.api.query.Endpoint;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.handler.MappedInterceptor;
import tools.jackson.core.StreamWriteFeature;

/** The REST side of the service. */
@Configuration(proxyBeanMethods = false)
@Import({
    ControlController.class,
    DashboardConfiguration.class,
    MetricsController.class,
    OpenApiConfiguration.class,
    ProblemAdvice.class,
    ProblemErrorController.class
})
public class WebConfiguration {

    /** 0.000000001 rather than 1E-9. */
    @Bean
    JsonMapperBuilderCustomizer plainDecimals() {
        return json -> json.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);
    }

    @Bean
    MappedInterceptor preFlightAllow() {
        return new MappedInterceptor(new String[] {"/api/**"}, new PreFlightAllow());
    }

    @Bean
    MappedInterceptor ownOriginOnly(ControlProperties control) {
        return new MappedInterceptor(new String[] {Endpoint.CONTROL + "/**"}, new OwnOriginOnly(control.hosts()));
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
