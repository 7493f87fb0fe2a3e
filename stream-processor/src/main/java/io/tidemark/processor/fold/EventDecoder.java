package io.tidemark.processor.fold;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tidemark.event.EventBytes;
import io.tidemark.event.EventParser;
import io.tidemark.event.EventRules;
import io.tidemark.event.EventTime;
import io.tidemark.event.MalformedEventException;
import io.tidemark.event.MalformedEventException.Reason;
import io.tidemark.metric.EventFields;
import io.tidemark.metric.EventPlace;
import io.tidemark.metric.WellFormed;
import io.tidemark.processor.fold.JsonScanner.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the bytes of an event what a projection asks for, in one pass, without a tree or a map, by the rules and
 * with the refusals of {@link EventParser}. Holds the event read last, whose texts are made when they are asked for. Not
 * thread-safe.
 */
final class EventDecoder implements EventFields {

    private static final FieldName EVENT_TYPE = new FieldName("eventType");
    private static final FieldName EVENT_ID = new FieldName("eventId");
    private static final FieldName USER_ID = new FieldName("userId");
    private static final FieldName TIMESTAMP = new FieldName("timestamp");
    private static final FieldName DATA = new FieldName("data");

    private static final Hasher64 ID_HASH = Hashing.xxh3_64();

    private static final int ABSENT = -1;
    private static final int LONG_DIGITS = 18;

    private final EventBytes bytes = new EventBytes();
    private final JsonScanner json = new JsonScanner();
    private final JsonScanner again = new JsonScanner();
    private final TextCache types = new TextCache();
    private final TextCache cache = new TextCache();
    private final Projection.Node root;
    /** The slots that were filled, some perhaps twice; of more than it holds only their number is known. */
    private final int[] filled;

    private final int[] from;
    private final int[] to;
    private final boolean[] escaped;
    private final boolean[] numbers;
    private final @Nullable String[] texts;
    private int filledCount;
    private String eventType = "";
    private int dataAt = ABSENT;
    private long timestamp = EventParser.NO_TIMESTAMP;
    private String partition = "";
    private long time;
    private long offset;

    EventDecoder(Projection projection) {
        this.root = projection.data();
        this.filled = new int[projection.size()];
        this.from = new int[projection.size()];
        Arrays.fill(from, ABSENT);
        this.to = new int[projection.size()];
        this.escaped = new boolean[projection.size()];
        this.numbers = new boolean[projection.size()];
        this.texts = new String[projection.size()];
    }

    /** Throws {@link MalformedEventException} for what is no event. */
    void decode(byte @Nullable [] value) {
        reset();
        json.begin(bytes.checked(value));
        if (json.isAtEnd() || json.next() != Kind.OBJECT) {
            throw new MalformedEventException(
                    Reason.NOT_AN_OBJECT, "the event is JSON but no object; it must be {…} with an eventType");
        }
        json.open();
        while (json.nextField()) {
            readField();
        }
        json.end();
        if (eventType.isEmpty()) {
            throw new MalformedEventException(Reason.INVALID_EVENT_TYPE, "eventType is missing");
        }
    }

    String eventType() {
        return eventType;
    }

    /** Milliseconds since the epoch, or {@link EventParser#NO_TIMESTAMP}. */
    long timestamp() {
        return timestamp;
    }

    boolean hasId() {
        return from[Projection.EVENT_ID] != ABSENT;
    }

    /** The identity of an event that has an id: XXH3-64 of the id's UTF-8. */
    long idHash() {
        int start = from[Projection.EVENT_ID];
        int end = to[Projection.EVENT_ID];
        if (!escaped[Projection.EVENT_ID]) {
            return ID_HASH.hashBytesToLong(json.bytes(), start, end - start);
        }
        String id = WellFormed.text(Escapes.resolved(json.bytes(), start, end));
        return ID_HASH.hashBytesToLong(id.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Says where the event stands that was read last.
     *
     * @param atPartition as {@link EventPlace#partition} has it
     * @param atTime      event time in milliseconds since the epoch
     */
    void standsAt(String atPartition, long atTime, long atOffset) {
        partition = atPartition;
        time = atTime;
        offset = atOffset;
    }

    @Override
    public String place() {
        return EventPlace.of(time, partition, offset);
    }

    @Override
    public @Nullable String text(int slot) {
        if (slot == Projection.EVENT_TYPE) {
            return eventType;
        }
        if (from[slot] == ABSENT) {
            return null;
        }
        String text = texts[slot];
        if (text == null) {
            text = textOf(from[slot], to[slot], escaped[slot]);
            texts[slot] = text;
        }
        return text;
    }

    /** What conditions ask of data, for which that is read once more: most events are of types without conditions. */
    Map<String, Object> data(ConditionFields fields) {
        if (dataAt == ABSENT) {
            return Map.of();
        }
        again.begin(json.bytes(), dataAt);
        return fields.read(again, cache);
    }

    @Override
    public boolean isNumber(int slot) {
        return numbers[slot];
    }

    private void reset() {
        clearData();
        clear(Projection.EVENT_ID);
        clear(Projection.USER_ID);
        eventType = "";
        dataAt = ABSENT;
        timestamp = EventParser.NO_TIMESTAMP;
    }

    private void readField() {
        if (json.isName(EVENT_ID)) {
            readId(json.next());
        } else if (json.isName(EVENT_TYPE)) {
            readType(json.next());
        } else if (json.isName(USER_ID)) {
            readUser(json.next());
        } else if (json.isName(TIMESTAMP)) {
            timestamp = timeOf(json.next());
        } else if (json.isName(DATA)) {
            readData(json.next());
        } else {
            json.skip(json.next());
        }
    }

    private void readId(Kind kind) {
        clear(Projection.EVENT_ID);
        if (kind == Kind.TEXT) {
            json.readText();
            put(Projection.EVENT_ID, false);
            if (mayBreak(EventRules.MAX_EVENT_ID)) {
                EventRules.eventId(current());
            }
        } else if (kind != Kind.NULL) {
            throw new MalformedEventException(Reason.INVALID_EVENT_ID, "eventId must be a text, not " + name(kind));
        }
    }

    private void readType(Kind kind) {
        eventType = "";
        if (kind == Kind.TEXT) {
            json.readText();
            eventType = currentType();
        } else if (kind != Kind.NULL) {
            throw new MalformedEventException(Reason.INVALID_EVENT_TYPE, "eventType must be a text, not " + name(kind));
        }
    }

    private void readUser(Kind kind) {
        clear(Projection.USER_ID);
        if (kind == Kind.TEXT || kind == Kind.NUMBER) {
            if (kind == Kind.TEXT) {
                json.readText();
            }
            put(Projection.USER_ID, false);
            if (mayBreak(EventRules.MAX_USER_ID)) {
                EventRules.userId(current());
            }
        } else if (kind != Kind.NULL) {
            throw new MalformedEventException(
                    Reason.INVALID_USER_ID, "userId must be a text or a number, not " + name(kind));
        }
    }

    private long timeOf(Kind kind) {
        switch (kind) {
            case NULL:
                return EventParser.NO_TIMESTAMP;
            case TEXT:
                json.readText();
                return EventTime.ofText(current());
            case NUMBER:
                return json.isInteger() && json.to() - json.from() <= LONG_DIGITS
                        ? EventTime.ofNumber(json.longValue())
                        : timeOfDecimal(current());
            default:
                throw new MalformedEventException(
                        Reason.INVALID_TIMESTAMP, "timestamp must be a number or a text, not " + name(kind));
        }
    }

    /** A number may have an exponent that no decimal can hold. */
    private static long timeOfDecimal(String number) {
        BigDecimal decimal;
        try {
            decimal = new BigDecimal(number);
        } catch (NumberFormatException e) {
            return EventTime.ofText(number);
        }
        return EventTime.ofNumber(decimal);
    }

    private void readData(Kind kind) {
        clearData();
        dataAt = ABSENT;
        if (kind == Kind.OBJECT) {
            dataAt = json.at();
            readObject(root);
        } else if (kind != Kind.NULL) {
            throw new MalformedEventException(Reason.INVALID_DATA, "data must be an object, not " + name(kind));
        }
    }

    private void readObject(Projection.Node node) {
        json.open();
        while (json.nextField()) {
            Projection.Node child = node.child(json);
            Kind kind = json.next();
            if (child == null) {
                json.skip(kind);
            } else {
                readValue(kind, child);
            }
        }
    }

    private void readValue(Kind kind, Projection.Node node) {
        for (int slot : node.slots()) { // a field that stands twice: the last wins, with all below it
            clear(slot);
        }
        switch (kind) {
            case OBJECT -> {
                if (node.isLeaf()) {
                    json.skip(kind);
                } else {
                    readObject(node);
                }
            }
            case ARRAY -> json.skip(kind);
            case TEXT -> {
                json.readText();
                put(node.slot(), false);
            }
            case TRUE, FALSE -> put(node.slot(), false);
            case NUMBER -> put(node.slot(), true);
            case NULL -> {} // is absent
        }
    }

    private void put(int slot, boolean number) {
        if (slot != Projection.NO_SLOT) {
            from[slot] = json.from();
            to[slot] = json.to();
            escaped[slot] = json.isEscaped();
            if (filledCount < filled.length) {
                filled[filledCount] = slot;
            }
            filledCount++;
            numbers[slot] = number;
            texts[slot] = null;
        }
    }

    /** Most events have few of the fields that a large catalog asks for. */
    private void clearData() {
        if (filledCount > filled.length) {
            Arrays.fill(from, Projection.FIRST_DATA, from.length, ABSENT);
        } else {
            for (int i = 0; i < filledCount; i++) {
                if (filled[i] >= Projection.FIRST_DATA) {
                    from[filled[i]] = ABSENT;
                }
            }
        }
        filledCount = 0;
    }

    private void clear(int slot) {
        from[slot] = ABSENT;
    }

    /** A text has at most as many characters as bytes, and none only without bytes; otherwise it has to be made. */
    private boolean mayBreak(int maxLength) {
        int length = json.to() - json.from();
        return length == 0 || length > maxLength;
    }

    /** The rule of types is asked once for each type that the cache holds. */
    private String currentType() {
        String known = json.isEscaped() ? null : types.find(json.bytes(), json.from(), json.to());
        if (known != null) {
            return known;
        }
        String type = EventRules.eventType(current());
        return json.isEscaped() ? type : types.add(json.bytes(), json.from(), json.to());
    }

    private String current() {
        return textOf(json.from(), json.to(), json.isEscaped());
    }

    private String textOf(int start, int end, boolean hasEscapes) {
        return hasEscapes ? Escapes.resolved(json.bytes(), start, end) : cache.text(json.bytes(), start, end);
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case TRUE, FALSE -> "a boolean";
            case OBJECT, ARRAY -> "an " + kind.name().toLowerCase(Locale.ROOT);
            default -> "a " + kind.name().toLowerCase(Locale.ROOT);
        };
    }
}
