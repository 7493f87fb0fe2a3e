package io.tidemark.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.event.MalformedEventException.Reason;
import java.math.BigDecimal;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;

/**
 * Brings the JSON of an event, as a sender wrote it, into the form in which it is stored: the fields of an event alone,
 * each once, with an id and a time in milliseconds (before March 1973 in seconds). {@code data} is copied byte for byte.
 * What it takes and refuses is what {@link EventParser} does. Not thread-safe: one per thread.
 */
public final class EventRewriter {

    private static final byte[] DATA = ",\"data\":".getBytes(UTF_8);

    private final DataPlace data = new DataPlace();
    private final EventParser parser = new EventParser(data);
    private final StringBuilder head = new StringBuilder();

    /**
     * Reads an event and writes it anew.
     *
     * @param json   as it came
     * @param newId  gives the id of an event that has none
     * @param millis the time of an event that has none
     * @throws MalformedEventException if it breaks a rule, or has more than {@link EventRules#MAX_BYTES} bytes in the form
     *     in which it is to be stored
     */
    public EncodedEvent rewrite(byte[] json, Supplier<String> newId, long millis) {
        parser.parse(json);
        String given = parser.eventId();
        String id = given == null ? newId.get() : given;
        long time = parser.timestamp() == EventParser.NO_TIMESTAMP ? millis : parser.timestamp();
        writeHead(id, time);
        byte[] written = join(json);
        if (written.length > EventRules.MAX_BYTES) {
            throw new MalformedEventException(
                    Reason.TOO_LARGE,
                    "the event has " + written.length + " bytes with its id and time; allowed are "
                            + EventRules.MAX_BYTES);
        }
        return new EncodedEvent(id, parser.userId(), time, written);
    }

    private void writeHead(String id, long time) {
        head.setLength(0);
        head.append("{\"eventId\":");
        appendText(id);
        head.append(",\"eventType\":\"").append(parser.eventType()).append('"');
        String user = parser.userId();
        if (user != null) {
            head.append(",\"userId\":");
            appendText(user);
        }
        head.append(",\"timestamp\":");
        if (time < EventTime.SECONDS_BELOW) {
            head.append(BigDecimal.valueOf(time, 3));
        } else {
            head.append(time);
        }
    }

    private void appendText(String text) {
        head.append('"');
        if (isPlain(text)) {
            head.append(text);
        } else {
            appendEscaped(text);
        }
        head.append('"');
    }

    /** Half a surrogate pair has a JSON form, as an escape, and none in UTF-8. */
    private void appendEscaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || Character.isSurrogate(c)) {
                head.append(String.format("\\u%04x", (int) c));
            } else if (c == '"' || c == '\\') {
                head.append('\\').append(c);
            } else {
                head.append(c);
            }
        }
    }

    /** As nearly all are, and these are appended at once. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private byte[] join(byte[] json) {
        byte[] front = head.toString().getBytes(UTF_8);
        int length = data.to - data.from;
        byte[] all = new byte[front.length + (length == 0 ? 0 : DATA.length + length) + 1];
        System.arraycopy(front, 0, all, 0, front.length);
        if (length > 0) {
            System.arraycopy(DATA, 0, all, front.length, DATA.length);
            System.arraycopy(json, data.from, all, front.length + DATA.length, length);
        }
        all[all.length - 1] = '}';
        return all;
    }

    /** Notes where {@code data} stands. */
    private static final class DataPlace implements EventParser.DataReader {

        private int from;
        private int to;

        @Override
        public void reset() {
            from = 0;
            to = 0;
        }

        @Override
        public void read(JsonParser json) {
            from = (int) json.currentTokenLocation().getByteOffset();
            json.skipChildren();
            to = (int) json.currentLocation().getByteOffset();
        }
    }
}
