package io.tidemark.processor.fold;

import io.tidemark.event.EventParser;
import io.tidemark.metric.EventFields;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads from the bytes of an event what a projection asks for, in one pass, without a tree or a map. Holds the event read
 * last. Not thread-safe.
 */
final class EventDecoder implements EventParser.DataReader, EventFields {

    private final EventParser parser = new EventParser(this);
    private final Projection.Node root;
    private final @Nullable String[] texts;
    private final boolean[] numbers;

    EventDecoder(Projection projection) {
        this.root = projection.data();
        this.texts = new String[projection.size()];
        this.numbers = new boolean[projection.size()];
    }

    /** Throws {@link io.tidemark.event.MalformedEventException} for what is no event. */
    void decode(byte @Nullable [] value) {
        parser.parse(value);
    }

    String eventType() {
        return parser.eventType();
    }

    /** Milliseconds since the epoch, or {@link EventParser#NO_TIMESTAMP}. */
    long timestamp() {
        return parser.timestamp();
    }

    @Override
    public @Nullable String text(int slot) {
        return switch (slot) {
            case Projection.EVENT_TYPE -> parser.eventType();
            case Projection.USER_ID -> parser.userId();
            case Projection.EVENT_ID -> parser.eventId();
            default -> texts[slot];
        };
    }

    @Override
    public boolean isNumber(int slot) {
        return numbers[slot];
    }

    @Override
    public void reset() {
        Arrays.fill(texts, null);
    }

    @Override
    public void read(JsonParser json) {
        readObject(json, root);
    }

    private void readObject(JsonParser json, Projection.Node node) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            Projection.Node child = node.child(name);
            if (child == null) {
                json.skipChildren();
            } else {
                readValue(json, value, child);
            }
        }
    }

    private void readValue(JsonParser json, JsonToken value, Projection.Node node) {
        clear(node.slots()); // a field that stands twice: the last wins, with all below it
        switch (value) {
            case START_OBJECT -> {
                if (node.isLeaf()) {
                    json.skipChildren();
                } else {
                    readObject(json, node);
                }
            }
            case START_ARRAY -> json.skipChildren();
            case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> put(node.slot(), json.getString(), false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> put(node.slot(), json.getString(), true);
            default -> {} // null is absent
        }
    }

    private void put(int slot, String text, boolean number) {
        if (slot != Projection.NO_SLOT) {
            texts[slot] = text;
            numbers[slot] = number;
        }
    }

    private void clear(List<Integer> slots) {
        for (int i = 0; i < slots.size(); i++) {
            texts[slots.get(i)] = null;
        }
    }
}
