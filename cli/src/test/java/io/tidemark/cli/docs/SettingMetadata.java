package io.tidemark.cli.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the build knows of one setting.
 *
 * @param sourceType   the record that it is a field of; null for what is bound by hand
 * @param defaultValue as text; null if there is none
 */
record SettingMetadata(
        String name,
        String type,
        String description,
        @Nullable String sourceType,
        @Nullable String defaultValue) {

    private static final String FILE = "META-INF/spring-configuration-metadata.json";

    /** All settings that anything on the class path declares, by name. */
    static Map<String, SettingMetadata> all() {
        Map<String, SettingMetadata> settings = new TreeMap<>();
        try {
            for (URL file :
                    Collections.list(SettingMetadata.class.getClassLoader().getResources(FILE))) {
                read(file)
                        .path("properties")
                        .forEach(node -> settings.put(node.path("name").asString(), of(node)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    private static JsonNode read(URL file) throws IOException {
        try (InputStream in = file.openStream()) {
            return JsonMapper.shared().readTree(in);
        }
    }

    private static SettingMetadata of(JsonNode node) {
        JsonNode value = node.path("defaultValue");
        return new SettingMetadata(
                node.path("name").asString(),
                node.path("type").asString(""),
                node.path("description").asString(""),
                node.path("sourceType").asString(null),
                value.isMissingNode() ? null : value.isValueNode() ? value.asString() : value.toString());
    }
}
