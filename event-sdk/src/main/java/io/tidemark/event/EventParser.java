package io.tidemark.event;

import io.tidemark.event.MalformedEventException.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the JSON of one event after another in a single streaming pass, without a tree. After {@link #parse} the fields
 * of the event just read can be asked for. Not thread-safe: one parser per thread.
 */
public final class EventParser {

    /** Receives the {@code data} object of an event. */
    public interface DataReader {

        /** Forgets what was read: an event begins, or {@code data} stands a second time and the last one wins. */
        void reset();

        /** Called with the parser on the opening brace of {@code data}; must return with it on the closing one. */
        void read(JsonParser json);
    }

    /** {@link #timestamp()} of an event that has none. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(EventRules.MAX_DEPTH)
                    .build())
            .build();

    private final DataReader data;
    private final EventBytes bytes = new EventBytes();
    private @Nullable String eventId;
    private String eventType = "";
    private @Nullable String userId;
    private long timestamp = NO_TIMESTAMP;

    public EventParser(DataReader data) {
        this.data = data;
    }

    /**
     * Reads one event.
     *
     * @throws MalformedEventException if it breaks a rule of the event format
     */
    public void parse(byte @Nullable [] json) {
        reset();
        byte[] checked = bytes.checked(json);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), checked)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedEventException(
                        Reason.NOT_AN_OBJECT, "the event is JSON but no object; it must be {…} with an eventType");
            }
            readFields(parser);
            if (parser.nextToken() != null) {
                throw new MalformedEventException(Reason.INVALID_JSON, "something follows the event's closing brace");
            }
        } catch (StreamConstraintsException e) {
            throw new MalformedEventException(Reason.JSON_LIMIT, JsonFault.reasonOf(e));
        } catch (NumberFormatException e) {
            throw new MalformedEventException(Reason.JSON_LIMIT, "a number's exponent is beyond ±2147483647");
        } catch (JacksonException e) {
            throw new MalformedEventException(Reason.INVALID_JSON, "not JSON: " + JsonFault.reasonOf(e));
        }
        if (eventType.isEmpty()) {
            throw new MalformedEventException(Reason.INVALID_EVENT_TYPE, "eventType is missing");
        }
    }

    public @Nullable String eventId() {
        return eventId;
    }

    public String eventType() {
        return eventType;
    }

    public @Nullable String userId() {
        return userId;
    }

    /** Event time in milliseconds since the epoch, or {@link #NO_TIMESTAMP}. */
    public long timestamp() {
        return timestamp;
    }

    private void reset() {
        eventId = null;
        eventType = "";
        userId = null;
        timestamp = NO_TIMESTAMP;
        data.reset();
    }

    private void readFields(JsonParser parser) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "eventId" -> eventId = textOf(parser, value, name, Reason.INVALID_EVENT_ID);
                case "eventType" -> eventType = typeOf(parser, value);
                case "userId" -> userId = userOf(parser, value);
                case "timestamp" -> timestamp = timeOf(parser, value);
                case "data" -> readData(parser, value);
                default -> parser.skipChildren();
            }
        }
    }

    private static @Nullable String textOf(JsonParser parser, JsonToken value, String field, Reason reason) {
        return switch (value) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> EventRules.eventId(parser.getString());
            default -> throw new MalformedEventException(reason, field + " must be a text, not " + kindOf(value));
        };
    }

    private static String typeOf(JsonParser parser, JsonToken value) {
        return switch (value) {
            case VALUE_NULL -> "";
            case VALUE_STRING -> EventRules.eventType(parser.getString());
            default ->
                throw new MalformedEventException(
                        Reason.INVALID_EVENT_TYPE, "eventType must be a text, not " + kindOf(value));
        };
    }

    private static @Nullable String userOf(JsonParser parser, JsonToken value) {
        return switch (value) {
            case VALUE_NULL -> null;
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> EventRules.userId(parser.getString());
            default ->
                throw new MalformedEventException(
                        Reason.INVALID_USER_ID, "userId must be a text or a number, not " + kindOf(value));
        };
    }

    /** A number may have an exponent that no decimal can hold. */
    private static long timeOfDecimal(JsonParser parser) {
        try {
            return EventTime.ofNumber(parser.getDecimalValue());
        } catch (NumberFormatException e) {
            return EventTime.ofText(parser.getString());
        }
    }

    private static long timeOf(JsonParser parser, JsonToken value) {
        return switch (value) {
            case VALUE_NULL -> NO_TIMESTAMP;
            case VALUE_STRING -> EventTime.ofText(parser.getString());
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? EventTime.ofNumber(parser.getDecimalValue())
                        : EventTime.ofNumber(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> timeOfDecimal(parser);
            default ->
                throw new MalformedEventException(
                        Reason.INVALID_TIMESTAMP, "timestamp must be a number or a text, not " + kindOf(value));
        };
    }

    private void readData(JsonParser parser, JsonToken value) {
        data.reset();
        if (value == JsonToken.START_OBJECT) {
            data.read(parser);
        } else if (value != JsonToken.VALUE_NULL) {
            throw new MalformedEventException(Reason.INVALID_DATA, "data must be an object, not " + kindOf(value));
        }
    }

    private static String kindOf(JsonToken value) {
        return switch (value) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "this";
        };
    }
}
