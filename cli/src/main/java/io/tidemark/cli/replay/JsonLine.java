package io.tidemark.cli.replay;

import io.tidemark.event.EventTime;
import io.tidemark.event.MalformedEventException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What replay must know of a line: its ids and where its timestamp stands. Everything else in the line may be as it
 * likes, since judging events is not replay's business.
 *
 * @param wellFormed whether the line is one JSON object
 * @param userId the user, null if there is none
 * @param eventId the event's own id, null if it has none
 * @param time where and what the timestamp is, null if there is none that can be read
 */
record JsonLine(
        boolean wellFormed,
        @Nullable String userId,
        @Nullable String eventId,
        @Nullable Time time) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonLine MALFORMED = new JsonLine(false, null, null, null);

    /**
     * The value of {@code timestamp}.
     *
     * @param from the index of its first byte in the line, a quote included
     * @param to the index behind its last byte
     * @param text as written, without quotes
     * @param quoted whether it is a text
     * @param millis the time itself
     */
    record Time(int from, int to, String text, boolean quoted, long millis) {}

    static JsonLine read(byte[] line) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return MALFORMED;
            }
            JsonLine read = readFields(json);
            return json.nextToken() == null ? read : MALFORMED;
        } catch (JacksonException e) {
            return MALFORMED;
        }
    }

    /** The record's key: the user, else the event's id, else null. */
    @Nullable String key() {
        return userId != null ? userId : eventId;
    }

    // A field that stands twice: the last one wins, as in the event format.
    private static JsonLine readFields(JsonParser json) {
        String userId = null;
        String eventId = null;
        Time time = null;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "userId" -> userId = value.isNumeric() ? json.getString() : textOf(json, value);
                case "eventId" -> eventId = textOf(json, value);
                case "timestamp" -> time = timeOf(json, value);
                default -> json.skipChildren();
            }
        }
        return new JsonLine(true, userId, eventId, time);
    }

    private static @Nullable String textOf(JsonParser json, JsonToken value) {
        json.skipChildren();
        return value == JsonToken.VALUE_STRING && !json.getString().isEmpty() ? json.getString() : null;
    }

    private static @Nullable Time timeOf(JsonParser json, JsonToken value) {
        boolean quoted = value == JsonToken.VALUE_STRING;
        if (!quoted && !value.isNumeric()) {
            json.skipChildren();
            return null;
        }
        int from = (int) json.currentTokenLocation().getByteOffset();
        String text = json.getString();
        int to = (int) json.currentLocation().getByteOffset();
        try {
            long millis = quoted ? EventTime.ofText(text) : EventTime.ofNumber(json.getDecimalValue());
            return new Time(from, to, text, quoted, millis);
        } catch (MalformedEventException | NumberFormatException e) {
            return null; // the latter for an exponent that no decimal can hold
        }
    }
}
