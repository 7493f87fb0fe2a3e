package io.tidemark.event;

import io.tidemark.event.MalformedEventException.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Events to JSON and back. Thread-safe. */
public final class EventCodec {

    /** Writes nothing that would be refused as too deep when it is read, and loses no digit of a decimal. */
    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(EventRules.MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** {@code data} stands in the middle of an event: what follows it is not left over. */
    private final ObjectReader dataReader =
            json.readerFor(LinkedHashMap.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * The JSON of an event, its timestamp in milliseconds (before March 1973 in seconds); null fields are left out.
     *
     * @throws MalformedEventException if it comes to more than {@link EventRules#MAX_BYTES} bytes, or {@code data} holds
     *     something that has no JSON form
     */
    public byte[] encode(Event event) {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator out = json.createGenerator(bytes)) {
            write(event, out);
        } catch (JacksonException e) {
            throw new MalformedEventException(
                    Reason.INVALID_DATA, "the event has no JSON form: " + JsonFault.reasonOf(e));
        }
        if (bytes.size() > EventRules.MAX_BYTES) {
            throw new MalformedEventException(
                    Reason.TOO_LARGE, "the event has " + bytes.size() + " bytes; allowed are " + EventRules.MAX_BYTES);
        }
        return bytes.toByteArray();
    }

    /**
     * The event of a JSON text.
     *
     * @throws MalformedEventException if it breaks a rule of the event format
     */
    public Event decode(byte @Nullable [] bytes) {
        MapReader data = new MapReader();
        EventParser parser = new EventParser(data);
        parser.parse(bytes);
        long time = parser.timestamp();
        return new Event(
                parser.eventId(),
                parser.eventType(),
                parser.userId(),
                time == EventParser.NO_TIMESTAMP ? null : Instant.ofEpochMilli(time),
                data.values);
    }

    private static void write(Event event, JsonGenerator out) {
        out.writeStartObject();
        if (event.eventId() != null) {
            out.writeStringProperty("eventId", event.eventId());
        }
        out.writeStringProperty("eventType", event.eventType());
        if (event.userId() != null) {
            out.writeStringProperty("userId", event.userId());
        }
        if (event.timestamp() != null) {
            writeTime(event.timestamp().toEpochMilli(), out);
        }
        if (!event.data().isEmpty()) {
            out.writePOJOProperty("data", event.data());
        }
        out.writeEndObject();
    }

    /** Milliseconds before March 1973 would be read as seconds, so they are written as seconds. */
    private static void writeTime(long millis, JsonGenerator out) {
        if (millis < EventTime.SECONDS_BELOW) {
            out.writeNumberProperty("timestamp", BigDecimal.valueOf(millis, 3));
        } else {
            out.writeNumberProperty("timestamp", millis);
        }
    }

    private final class MapReader implements EventParser.DataReader {

        private Map<String, @Nullable Object> values = Map.of();

        @Override
        public void reset() {
            values = Map.of();
        }

        @Override
        public void read(JsonParser parser) {
            values = dataReader.readValue(parser);
        }
    }
}
