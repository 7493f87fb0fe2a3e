package io.tidemark.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** The file of settings that a service ships with. */
final class ShippedSettings {

    private ShippedSettings() {}

    /**
     * The settings in the order of the file, lists as one text.
     *
     * @param file on the class path
     */
    static Map<String, String> of(String file) {
        Map<String, String> settings = new LinkedHashMap<>();
        try {
            for (PropertySource<?> source : new YamlPropertySourceLoader().load(file, new ClassPathResource(file))) {
                EnumerablePropertySource<?> all = (EnumerablePropertySource<?>) source;
                for (String name : all.getPropertyNames()) {
                    String value = String.valueOf(all.getProperty(name));
                    settings.merge(name.replaceFirst("\\[[0-9]+]$", ""), value, (one, more) -> one + " " + more);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }
}
