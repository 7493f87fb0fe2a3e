package io.tidemark.gateway.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the events of a body by its quotes, brackets and commas, or by its lines; what stands between is for others to
 * read. Not thread-safe: one per body.
 */
final class BodySplitter {

    /** The most events of a body. */
    static final int MAX_EVENTS = 10_000;

    private final byte[] body;
    private final int length;
    private final List<Slice> slices = new ArrayList<>();
    private int at;

    BodySplitter(byte[] body, int length) {
        this.body = body;
        this.length = length;
    }

    /** Whether the body is an array, rather than one value. */
    static boolean isArray(byte[] body, int length) {
        int first = new BodySplitter(body, length).skipSpace();
        return first == '[';
    }

    /**
     * The events in their order, at least one.
     *
     * @throws RefusedException if there is none or too many, or the array is broken
     */
    List<Slice> split(BodyFormat format) {
        if (format == BodyFormat.LINES) {
            splitLines();
        } else if (skipSpace() == '[') {
            splitArray();
        } else {
            add(at, length);
        }
        if (slices.isEmpty()) {
            throw new RefusedException(Refusal.EMPTY_BODY, "the body has no event");
        }
        return slices;
    }

    private void splitLines() {
        while (at < length) {
            int from = at;
            while (at < length && body[at] != '\n') {
                at++;
            }
            add(from, at++);
        }
    }

    private void splitArray() {
        int open = at++;
        if (skipSpace() == ']') {
            at++;
        } else {
            do {
                addElement(open);
            } while (body[at++] == ',');
        }
        if (skipSpace() >= 0) {
            throw broken("something follows the array", at);
        }
    }

    /** Steps to the comma or bracket behind an element. */
    private void addElement(int open) {
        int from = at;
        int depth = 0;
        for (; at < length; at++) {
            byte c = body[at];
            if (c == '"') {
                skipText();
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (depth == 0 && (c == ',' || c == ']')) {
                if (!add(from, at)) {
                    throw broken("an element is missing", at);
                }
                return;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        throw broken("the array that begins at byte " + open + " does not end; the body ends", length);
    }

    /** Steps to the closing quote. */
    private void skipText() {
        int open = at++;
        while (at < length && body[at] != '"') {
            at += body[at] == '\\' ? 2 : 1;
        }
        if (at >= length) {
            throw broken("the text that begins at byte " + open + " does not end; the body ends", length);
        }
    }

    /** Adds what is there besides white space, if anything. */
    private boolean add(int from, int to) {
        int first = from;
        int end = to;
        while (first < end && isSpace(body[first])) {
            first++;
        }
        while (first < end && isSpace(body[end - 1])) {
            end--;
        }
        if (first == end) {
            return false;
        }
        if (slices.size() == MAX_EVENTS) {
            throw new RefusedException(
                    Refusal.TOO_MANY_EVENTS,
                    "the body has more than " + MAX_EVENTS + " events",
                    null,
                    "up to " + MAX_EVENTS + " events");
        }
        slices.add(new Slice(first, end));
        return true;
    }

    /** The next byte that is no white space, -1 at the end. */
    private int skipSpace() {
        while (at < length && isSpace(body[at])) {
            at++;
        }
        return at < length ? body[at] & 0xFF : -1;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static RefusedException broken(String what, int place) {
        return new RefusedException(Refusal.MALFORMED_BODY, "not JSON: " + what + " (byte " + place + ")");
    }
}
