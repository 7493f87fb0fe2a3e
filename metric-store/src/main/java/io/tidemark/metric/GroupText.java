package io.tidemark.metric;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text of a group: with one dimension that dimension's, with several a compact JSON array of theirs. Stateless and
 * thread-safe.
 */
public final class GroupText {

    /** Of a dimension that an event does not have. */
    public static final String NONE = "__none__";

    /** Longer texts make no group. */
    public static final int MAX_LENGTH = 1024;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private GroupText() {}

    /** A dimension's text as it stands in a group: what begins as the texts that mean something special is told apart. */
    public static String ofValue(String value) {
        return value.startsWith("__") ? "_" + value : value;
    }

    /** Of several dimensions, each as {@link #ofValue} has it or {@link #NONE}. */
    public static String of(String[] dimensions) {
        StringBuilder text = new StringBuilder();
        for (String dimension : dimensions) {
            text.append(text.isEmpty() ? "[\"" : ",\"");
            JsonStringEncoder.getInstance().quoteAsString(dimension, text);
            text.append('"');
        }
        return text.append(']').toString();
    }

    /**
     * The dimensions of a group.
     *
     * @param count how many there are
     * @throws IllegalArgumentException if the text is not that of a group with so many
     */
    public static List<String> dimensions(String group, int count) {
        if (count == 1) {
            return List.of(group);
        }
        try {
            List<String> texts = JSON.readValue(group, TEXTS);
            if (texts != null && texts.size() == count && texts.stream().allMatch(text -> text != null)) {
                return texts;
            }
        } catch (JacksonException e) {
            // told below
        }
        throw new IllegalArgumentException("'" + group + "' is no JSON array of " + count + " texts");
    }
}
