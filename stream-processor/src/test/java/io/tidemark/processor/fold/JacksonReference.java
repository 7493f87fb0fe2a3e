package io.tidemark.processor.fold;

import io.tidemark.event.EventParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What the event parser of the SDK, which is Jackson, finds below {@code data}: every scalar by its path. */
final class JacksonReference implements EventParser.DataReader {

    /** The text of a scalar as it stands in the event. */
    record Scalar(@Nullable String text, boolean isNumber) {}

    private final EventParser parser = new EventParser(this);
    private final Map<List<String>, Scalar> found = new HashMap<>();

    EventParser parser() {
        return parser;
    }

    @Nullable Scalar at(List<String> path) {
        return found.get(path);
    }

    @Override
    public void reset() {
        found.clear();
    }

    @Override
    public void read(JsonParser json) {
        readObject(json, List.of());
    }

    private void readObject(JsonParser json, List<String> path) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            List<String> field = new ArrayList<>(path);
            field.add(name);
            found.keySet()
                    .removeIf(old -> old.size() >= field.size()
                            && old.subList(0, field.size()).equals(field));
            switch (value) {
                case START_OBJECT -> readObject(json, field);
                case START_ARRAY -> json.skipChildren();
                case VALUE_NULL -> {}
                default -> found.put(field, new Scalar(json.getString(), value.isNumeric()));
            }
        }
    }
}
