package io.tidemark.cli.audit;

import java.util.List;
import java.util.Optional;

/** A JSON value as it was written: a number keeps its text, an object the fields that stand in it more than once. */
sealed interface JsonValue {

    record Text(String text) implements JsonValue {}

    /** Of the digits as they stand in the JSON: {@code 1.0} is not {@code 1.00}. */
    record Numeral(String text) implements JsonValue {}

    record Bool(boolean value) implements JsonValue {}

    enum Nothing implements JsonValue {
        NULL
    }

    record Elements(List<JsonValue> values) implements JsonValue {}

    record Fields(List<Field> fields) implements JsonValue {

        static final Fields NONE = new Fields(List.of());

        /** The last value under this name; null counts as absent. */
        Optional<JsonValue> find(String name) {
            for (int i = fields.size() - 1; i >= 0; i--) {
                Field field = fields.get(i);
                if (field.name().equals(name)) {
                    return Optional.of(field.value()).filter(value -> value != Nothing.NULL);
                }
            }
            return Optional.empty();
        }
    }

    record Field(String name, JsonValue value) {}

    /** The text of a text, a number or a boolean, as written; empty for anything else. */
    default Optional<String> scalarText() {
        if (this instanceof Text text) {
            return Optional.of(text.text());
        }
        if (this instanceof Numeral number) {
            return Optional.of(number.text());
        }
        return this instanceof Bool bool ? Optional.of(Boolean.toString(bool.value())) : Optional.empty();
    }
}
