package io.tidemark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

class GatewayWiringTest {

    @Test
    void settingsComeFromTheServiceOwnFile() {
        try (ConfigurableApplicationContext context = run()) {
            ServerProperties server = context.getBean(ServerProperties.class);

            assertThat(context.getEnvironment().getProperty("spring.config.name"))
                    .isEqualTo("tidemark-gateway");
            assertThat(Objects.requireNonNull(server.getAddress()).isLoopbackAddress())
                    .isTrue();
            assertThat(server.getShutdown()).isEqualTo(Shutdown.GRACEFUL);
        }
    }

    @Test
    void nothingIsConfiguredThatIsNotListed() throws IOException {
        String listed = new ClassPathResource("META-INF/spring/io.tidemark.gateway.GatewayApplication.imports")
                .getContentAsString(StandardCharsets.UTF_8);
        try (ConfigurableApplicationContext context = run()) {
            assertThat(AutoConfigurationPackages.has(context)).isFalse();
            assertThat(context.getBeanDefinitionNames())
                    .filteredOn(name -> name.endsWith("AutoConfiguration"))
                    .isNotEmpty()
                    .isSubsetOf(listed.lines().toList());
        }
    }

    @Test
    void missingTopicIsCreated() throws Exception {
        String servers = TestServers.kafka().bootstrapServers();
        try (RunningGateway gateway = RunningGateway.on(servers, "--tidemark.gateway.retention=2d");
                Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            assertThat(gateway.post("{\"eventType\":\"a\"}").status()).isEqualTo(202);

            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, gateway.topic());
            var settings = Objects.requireNonNull(
                    admin.describeConfigs(List.of(topic)).all().get().get(topic));
            assertThat(settings.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value())
                    .isEqualTo("LogAppendTime");
            assertThat(settings.get(TopicConfig.RETENTION_MS_CONFIG).value()).isEqualTo("172800000");
        }
    }

    @Test
    void settingThatThePromiseRestsOnCannotBeChanged() {
        assertThatThrownBy(() -> run("--spring.kafka.producer.acks=1").close())
                .rootCause()
                .hasMessageContaining("acks is set by the reporter");
    }

    @Test
    void badSettingIsNamed() {
        assertThatThrownBy(
                        () -> run("--tidemark.gateway.acknowledge-within=1ms").close())
                .rootCause()
                .hasMessageContaining("acknowledgeWithin");
    }

    /** Needs no Kafka. */
    private static ConfigurableApplicationContext run(String... settings) {
        String[] all = Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "--server.port=0";
        all[settings.length + 1] = "--spring.kafka.bootstrap-servers=127.0.0.1:1";
        return GatewayApplication.application().run(all);
    }
}
