package io.tidemark.cli.deploy;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml}, its merged parts included. */
record ComposeFile(Map<String, Container> containers) {

    private static final Path FILE = Path.of("..", "docker-compose.yml");

    /** One entry below {@code services}. */
    record Container(String name, Map<String, Object> entries) {

        boolean isOurs() {
            return entries.containsKey("build");
        }

        String text(String entry) {
            return String.valueOf(entries.getOrDefault(entry, ""));
        }

        List<String> list(String entry) {
            return entries.get(entry) instanceof List<?> values
                    ? values.stream().map(String::valueOf).toList()
                    : List.of();
        }

        Map<String, Object> map(String entry) {
            Map<String, Object> map = new LinkedHashMap<>();
            if (entries.get(entry) instanceof Map<?, ?> values) {
                values.forEach((name, value) -> map.put(String.valueOf(name), value));
            }
            return map;
        }
    }

    static ComposeFile read() {
        try (Reader reader = Files.newBufferedReader(FILE)) {
            Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(reader);
            Map<String, Container> containers = new LinkedHashMap<>();
            file.getOrDefault("services", Map.of())
                    .forEach((name, entries) -> containers.put(name, new Container(name, entries)));
            return new ComposeFile(containers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Container container(String name) {
        Container container = containers.get(name);
        if (container == null) {
            throw new AssertionError("no container " + name + " in " + FILE);
        }
        return container;
    }

    List<Container> ours() {
        return containers.values().stream().filter(Container::isOurs).toList();
    }
}
