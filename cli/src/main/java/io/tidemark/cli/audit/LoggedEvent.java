package io.tidemark.cli.audit;

import io.tidemark.metric.Condition;
import io.tidemark.metric.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A valid event: {@code eventType} is a name; {@code eventId} a text of 1 to 128 UTF-16 units, {@code userId} a text or
 * number of 1 to 256; {@code data} an object. Null is absent. A field that stands more than once must obey its rule
 * each time, and the last one wins.
 *
 * @param type      the event type
 * @param timestamp event time in milliseconds, if the event says
 * @param fields    everything in it
 */
record LoggedEvent(String type, OptionalLong timestamp, JsonValue.Fields fields) {

    private static final Pattern NAME = Pattern.compile("(?!__)[A-Za-z0-9_.-]{1,64}");

    static LoggedEvent read(byte @Nullable [] value) throws NotAnEventException {
        JsonValue.Fields fields = JsonTree.read(value);
        for (JsonValue.Field field : fields.fields()) {
            if (field.value() != JsonValue.Nothing.NULL) {
                check(field.name(), field.value());
            }
        }
        String type = fields.find("eventType")
                .flatMap(JsonValue::scalarText)
                .orElseThrow(() -> new NotAnEventException("no eventType"));
        Optional<JsonValue> timestamp = fields.find("timestamp");
        OptionalLong millis =
                timestamp.isPresent() ? OptionalLong.of(TimestampRule.millis(timestamp.get())) : OptionalLong.empty();
        return new LoggedEvent(type, millis, fields);
    }

    /** Empty if the event has none. */
    Optional<String> id() {
        return fields.find("eventId").flatMap(JsonValue::scalarText);
    }

    /** What stands there, following the names from the top through objects; null counts as absent. */
    Optional<JsonValue> find(List<String> path) {
        Optional<JsonValue> value = Optional.of(fields);
        for (String name : path) {
            value = value.flatMap(v -> v instanceof JsonValue.Fields object ? object.find(name) : Optional.empty());
        }
        return value;
    }

    /** Whether it fulfils the condition, which sees everything in it. */
    boolean fulfils(Condition condition, long eventTime) {
        Optional<String> user = fields.find("userId").flatMap(JsonValue::scalarText);
        JsonValue data = fields.find("data").orElse(JsonValue.Fields.NONE);
        return condition.matches(type, user.orElse(null), eventTime, ConditionValues.of((JsonValue.Fields) data));
    }

    /** The names to follow to a field of a definition. */
    static List<String> pathOf(FieldPath field) {
        if (!field.isBelowData()) {
            return List.of(field.text());
        }
        List<String> path = new ArrayList<>(List.of("data"));
        path.addAll(field.segmentsBelowData());
        return path;
    }

    private static void check(String name, JsonValue value) throws NotAnEventException {
        boolean valid = switch (name) {
            case "eventId" -> value instanceof JsonValue.Text text && hasLength(text.text(), 128);
            case "eventType" ->
                value instanceof JsonValue.Text text
                        && NAME.matcher(text.text()).matches();
            case "userId" -> isUser(value);
            case "timestamp" -> TimestampRule.millis(value) >= 0;
            case "data" -> value instanceof JsonValue.Fields;
            default -> true;
        };
        if (!valid) {
            throw new NotAnEventException(name + " breaks its rule");
        }
    }

    private static boolean isUser(JsonValue value) {
        return (value instanceof JsonValue.Text || value instanceof JsonValue.Numeral)
                && hasLength(value.scalarText().orElse(""), 256);
    }

    private static boolean hasLength(String text, int max) {
        return !text.isEmpty() && text.length() <= max;
    }
}
