package io.tidemark.metric;

import io.tidemark.event.EventRules;
import java.util.List;
import java.util.Set;

/**
 * Where in an event a value stands: {@code eventType}, {@code userId}, {@code eventId}, or a path of object fields below
 * {@code data}, as {@code data.page}.
 */
public record FieldPath(String text) {

    private static final Set<String> TOP_LEVEL = Set.of("eventType", "userId", "eventId");
    private static final String DATA = "data.";
    private static final int MAX_LENGTH = 256;

    public FieldPath {
        boolean below = text.startsWith(DATA) && segments(text).stream().noneMatch(String::isEmpty);
        if (text.length() > MAX_LENGTH || !(below || TOP_LEVEL.contains(text))) {
            throw new InvalidDefinitionException("field is '" + EventRules.shown(text)
                    + "'; allowed are eventType, userId, eventId and a path below data such as data.page");
        }
    }

    public boolean isBelowData() {
        return text.startsWith(DATA);
    }

    /** The names of the fields to follow below {@code data}; only for a path that {@link #isBelowData()}. */
    public List<String> segmentsBelowData() {
        return segments(text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static List<String> segments(String text) {
        return List.of(text.substring(DATA.length()).split("\\.", -1));
    }
}
