package io.tidemark.gateway;

import io.tidemark.gateway.web.WebConfiguration;
import java.time.Clock;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The gateway as an application of its own, or as one of several in a JVM. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration
@Import({KafkaConfiguration.class, WebConfiguration.class, ReadyLine.class})
public class GatewayApplication {

    /** What its settings are called: {@code tidemark-gateway.yml}. */
    public static final String CONFIG_NAME = "tidemark-gateway";

    public static void main(String[] args) {
        application().run(args);
    }

    /** The application, not yet running: add what is to differ from its settings, then run it. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(GatewayApplication.class)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties("spring.config.name=" + CONFIG_NAME);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
