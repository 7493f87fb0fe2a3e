package io.tidemark.cli.audit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Bytes to a tree: strict UTF-8 without a byte order mark, one JSON object and nothing behind it, at most 256 KiB,
 * nested at most 64 deep, numbers of at most 1,000 digits and names of at most 50,000 bytes.
 */
final class JsonTree {

    static final int MAX_BYTES = 262_144;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(1_000)
                    .maxNameLength(50_000)
                    .build())
            .build();

    private JsonTree() {}

    static JsonValue.Fields read(byte @Nullable [] bytes) throws NotAnEventException {
        if (bytes == null || bytes.length > MAX_BYTES) {
            throw new NotAnEventException("no value, or more than " + MAX_BYTES + " bytes");
        }
        checkText(bytes);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotAnEventException("no object");
            }
            JsonValue.Fields fields = fields(parser);
            if (parser.nextToken() != null) {
                throw new NotAnEventException("something follows the object");
            }
            return fields;
        } catch (JacksonException e) {
            throw new NotAnEventException(e.getOriginalMessage());
        }
    }

    /** Jackson takes a byte order mark, UTF-16 and UTF-32 where it meets them; an event has none of these. */
    private static void checkText(byte[] bytes) throws NotAnEventException {
        if (isPlain(bytes)) {
            return;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NotAnEventException("no UTF-8");
        }
        if (text.startsWith("\uFEFF") || text.indexOf('\0') >= 0) {
            throw new NotAnEventException("a byte order mark or a NUL");
        }
    }

    /** Whether it is ASCII, as most events are. */
    private static boolean isPlain(byte[] bytes) {
        for (byte b : bytes) {
            if (b <= 0) {
                return false;
            }
        }
        return true;
    }

    private static JsonValue.Fields fields(JsonParser parser) throws NotAnEventException {
        List<JsonValue.Field> fields = new ArrayList<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            fields.add(new JsonValue.Field(name, value(parser, parser.nextToken())));
        }
        return new JsonValue.Fields(fields);
    }

    private static JsonValue.Elements elements(JsonParser parser) throws NotAnEventException {
        List<JsonValue> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(parser, token));
        }
        return new JsonValue.Elements(values);
    }

    private static JsonValue value(JsonParser parser, JsonToken token) throws NotAnEventException {
        return switch (token) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> new JsonValue.Text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(parser.getString());
            case VALUE_TRUE -> new JsonValue.Bool(true);
            case VALUE_FALSE -> new JsonValue.Bool(false);
            case VALUE_NULL -> JsonValue.Nothing.NULL;
            default -> throw new NotAnEventException("unexpected " + token);
        };
    }
}
