package io.tidemark.cli.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The environment variables that a service understands. */
final class Variables {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final String OURS = "io.tidemark.";

    private Variables() {}

    /**
     * Those of Spring Boot on this class path and of the service itself, in both forms in which Spring Boot looks for a
     * setting.
     *
     * @param servicePackage that all of the service's own records of settings are in
     */
    static Set<String> of(String servicePackage) throws IOException {
        Set<String> variables = new HashSet<>();
        for (URL file : Collections.list(Variables.class.getClassLoader().getResources(METADATA))) {
            try (InputStream in = file.openStream()) {
                for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
                    String source = property.path("sourceType").asString("");
                    if (!source.startsWith(OURS) || source.startsWith(servicePackage + ".")) {
                        add(property.path("name").asString(), variables);
                    }
                }
            }
        }
        return variables;
    }

    private static void add(String setting, Set<String> variables) {
        String name = setting.replace('.', '_').toUpperCase(Locale.ROOT);
        variables.add(name.replace("-", ""));
        variables.add(name.replace('-', '_'));
    }
}
