package io.tidemark.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.redis.RedisMetricStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;

class MetricsApiWiringTest {

    @Test
    void settingsComeFromTheServiceOwnFile() throws UnknownHostException {
        try (ConfigurableApplicationContext context = run("--server.port=0", "--tidemark.rpc.enabled=false")) {
            ServerProperties server = context.getBean(ServerProperties.class);
            DataRedisProperties redis = context.getBean(DataRedisProperties.class);

            assertThat(context.getEnvironment().getProperty("spring.config.name"))
                    .isEqualTo("tidemark-api");
            assertThat(server.getAddress()).isEqualTo(InetAddress.getByName("127.0.0.1"));
            assertThat(server.getShutdown()).isEqualTo(Shutdown.GRACEFUL);
            assertThat(redis.getTimeout()).hasSeconds(1);
            assertThat(redis.getPort()).isEqualTo(6379);
            assertThat(context.getBean(MetricReader.class)).isInstanceOf(RedisMetricStore.class);
        }
    }

    @Test
    void nothingIsConfiguredThatIsNotListed() {
        try (ConfigurableApplicationContext context = run("--server.port=0", "--tidemark.rpc.enabled=false")) {
            Set<String> listed = Arrays.stream(listed()).map(Class::getName).collect(Collectors.toSet());

            assertThat(AutoConfigurationPackages.has(context)).isFalse();
            assertThat(context.getBeanDefinitionNames())
                    .filteredOn(name -> name.endsWith("AutoConfiguration"))
                    .isNotEmpty()
                    .isSubsetOf(listed);
        }
    }

    @Test
    void topicsMustBeNamed() {
        assertThatThrownBy(() -> run("--server.port=0", "--tidemark.rpc.enabled=false", "--tidemark.api.topics=")
                        .close())
                .rootCause()
                .hasMessageContaining("topics");
    }

    private static Class<?>[] listed() {
        var annotation =
                AnnotatedElementUtils.findMergedAnnotation(MetricsApiApplication.class, ImportAutoConfiguration.class);
        return annotation == null ? new Class<?>[0] : annotation.classes();
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        return MetricsApiApplication.application().run(arguments);
    }
}
