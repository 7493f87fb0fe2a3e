package io.tidemark.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    private static final List<DocumentedPart> PARTS = List.of(
            new DocumentedPart(
                    "SDK in a Spring Boot application",
                    "In the application's own settings, with `io.tidemark:event-sdk-spring-boot` on its class path.",
                    null,
                    List.of("tidemark.reporter.")),
            new DocumentedPart(
                    "Gateway",
                    "File `tidemark-gateway.yml`. What Kafka's producer needs, security above all, is under `spring.kafka.*`.",
                    "tidemark-gateway.yml",
                    List.of("tidemark.gateway.")),
            new DocumentedPart(
                    "Stream processor",
                    "File `tidemark-processor.yml`.",
                    "tidemark-processor.yml",
                    List.of("tidemark.log.", "tidemark.metrics", "tidemark.deduplication.", "tidemark.zookeeper.")),
            new DocumentedPart(
                    "Metrics API",
                    "File `tidemark-api.yml`.",
                    "tidemark-api.yml",
                    List.of("tidemark.api.", "tidemark.rpc.", "tidemark.zookeeper.")));

    private final Map<String, SettingMetadata> metadata = SettingMetadata.all();

    @Test
    void thePageIsWhatTheSettingsSay() throws IOException {
        String text = new ConfigurationPage(metadata).text(PARTS);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, text);
        }

        assertThat(PAGE).as("write it anew as its head says").hasContent(text);
    }

    @Test
    void everySettingOfOursStandsOnThePage() {
        assertThat(metadata.values())
                .filteredOn(setting -> setting.name().startsWith("tidemark."))
                .allSatisfy(setting -> assertThat(PARTS).as(setting.name()).anyMatch(part -> part.owns(setting)));
    }

    @Test
    void everySettingOfOursIsExplained() {
        assertThat(metadata.values())
                .filteredOn(setting -> setting.name().startsWith("tidemark."))
                .isNotEmpty()
                .allSatisfy(setting ->
                        assertThat(setting.description()).as(setting.name()).isNotBlank());
    }
}
