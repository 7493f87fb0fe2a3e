package io.tidemark.api;

import io.tidemark.api.control.ControlConfiguration;
import io.tidemark.api.rpc.RpcConfiguration;
import io.tidemark.api.web.WebConfiguration;
import io.tidemark.metric.store.redis.RedisStoreConfiguration;
import java.time.Clock;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The metrics API as an application of its own, or as one of several in a JVM. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportApiAutoConfiguration
@Import({
    RedisStoreConfiguration.class,
    QueryConfiguration.class,
    WebConfiguration.class,
    ControlConfiguration.class,
    RpcConfiguration.class,
    ReadyLine.class
})
public class MetricsApiApplication {

    /** What its settings are called: {@code tidemark-api.yml}. */
    public static final String CONFIG_NAME = "tidemark-api";

    public static void main(String[] args) {
        application().run(args);
    }

    /** The application, not yet running: add what is to differ from its settings, then run it. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(MetricsApiApplication.class)
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
