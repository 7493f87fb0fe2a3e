package io.tidemark.cli.docs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code docs/configuration.md}: each service's own settings, and where it sets those of Spring differently. */
final class ConfigurationPage {

    private static final String OURS = "tidemark.";

    private static final String HEAD = """
            # Configuration

            Generated from the settings' metadata and from the files that the services ship with; a test holds the page against
            them. `./mvnw -pl cli -am test -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true`
            writes it anew.

            A setting is given, the stronger first, as an argument (`--server.port=8090`), as an environment variable in capitals
            with `_` for `.` and without `-` (`SERVER_PORT`, `TIDEMARK_ZOOKEEPER_CONNECTSTRING`), or in a file of the service's name in
            `./config/`. `./tidemark up` reads the folder `config/` beside the launcher and sets ports and addresses itself. A value that is
            not allowed ends the start with a message that names it. Durations are written `500ms`, `3s`, `10m`, `24h`; sizes `256KB`, `10MB`.
            """;

    private final Map<String, SettingMetadata> metadata;

    ConfigurationPage(Map<String, SettingMetadata> metadata) {
        this.metadata = metadata;
    }

    String text(List<DocumentedPart> parts) {
        return HEAD + parts.stream().map(this::section).collect(Collectors.joining());
    }

    private String section(DocumentedPart part) {
        Map<String, String> shipped = part.file() == null ? Map.of() : ShippedSettings.of(part.file());
        StringBuilder text = new StringBuilder("\n## " + part.title() + "\n\n" + part.introduction() + "\n\n");
        text.append("| setting | kind | default | what it is |\n|---|---|---|---|\n");
        metadata.values().stream()
                .filter(setting -> part.owns(setting))
                .forEach(setting -> text.append(ownRow(setting, shipped.get(setting.name()))));
        if (shipped.keySet().stream().anyMatch(name -> !name.startsWith(OURS))) {
            text.append(
                    "\nSet by its file, otherwise Spring's own:\n\n| setting | value | what it is |\n|---|---|---|\n");
            shipped.forEach((name, value) -> text.append(name.startsWith(OURS) ? "" : springRow(name, value)));
        }
        return text.toString();
    }

    private static String ownRow(SettingMetadata setting, @Nullable String shipped) {
        String value = shipped == null ? setting.defaultValue() : shipped;
        return row(
                code(setting.name()),
                kind(setting.type()),
                value == null || value.isEmpty() ? "" : code(value),
                prose(setting.description()));
    }

    private String springRow(String name, String value) {
        SettingMetadata known = metadata.get(name);
        return row(code(name), code(value), known == null ? "" : prose(firstSentence(known.description())));
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String code(String text) {
        String fence = text.contains("`") ? "``" : "`";
        return fence + text.replace("|", "\\|") + fence;
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static String prose(String description) {
        return description
                .replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|");
    }

    /** {@code java.util.Set<java.lang.String>} is a list of text to who writes it. */
    private static String kind(String type) {
        String simple = type.replaceAll("[a-z]+\\.|.*\\$", "");
        return switch (simple) {
            case "String", "URI", "InetAddress" -> "text";
            case "Integer", "Long", "Short" -> "number";
            case "Boolean" -> "true or false";
            case "DataSize" -> "size";
            case "Set<String>", "List<String>" -> "list of text";
            case "List<MetricProperties>" -> "list of metrics";
            case "Map<String,String>" -> "names and texts";
            default -> simple.toLowerCase(Locale.ROOT);
        };
    }
}
