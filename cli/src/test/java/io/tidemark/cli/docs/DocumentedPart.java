package io.tidemark.cli.docs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of Tidemark that has settings.
 *
 * @param file     what it ships with; null for a library
 * @param prefixes of the settings that are its own
 */
record DocumentedPart(
        String title, String introduction, @Nullable String file, List<String> prefixes) {

    boolean owns(SettingMetadata setting) {
        return prefixes.stream().anyMatch(prefix -> setting.name().startsWith(prefix));
    }
}
