package io.tidemark.event;

import io.tidemark.event.MalformedEventException.Reason;

/** The rules that the fields of an event obey, in the one place where they are checked. Stateless and thread-safe. */
public final class EventRules {

    /** The largest event, in bytes of JSON. */
    public static final int MAX_BYTES = 256 * 1024;

    /** The deepest nesting, the event itself being level 1. */
    public static final int MAX_DEPTH = 64;

    public static final int MAX_EVENT_ID = 128;
    public static final int MAX_EVENT_TYPE = 64;
    public static final int MAX_USER_ID = 256;

    private static final int SHOWN = 40;

    private EventRules() {}

    /** Returns the id, or throws {@link MalformedEventException} if it is empty or longer than 128 characters. */
    public static String eventId(String text) {
        return bounded(text, "eventId", MAX_EVENT_ID, Reason.INVALID_EVENT_ID);
    }

    /** Returns the user, or throws {@link MalformedEventException} if it is empty or longer than 256 characters. */
    public static String userId(String text) {
        return bounded(text, "userId", MAX_USER_ID, Reason.INVALID_USER_ID);
    }

    /** Returns the type, or throws {@link MalformedEventException} if it is not {@code [A-Za-z0-9_.-]{1,64}} or starts with {@code __}. */
    public static String eventType(String text) {
        if (!isName(text)) {
            throw new MalformedEventException(
                    Reason.INVALID_EVENT_TYPE,
                    "eventType is '" + shown(text)
                            + "'; allowed are 1 to 64 of A-Z a-z 0-9 _ . - and no '__' at the start");
        }
        return text;
    }

    /** Whether the text may name an event type or a metric: {@code [A-Za-z0-9_.-]{1,64}}, not starting with {@code __}. */
    public static boolean isName(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_EVENT_TYPE || text.startsWith("__")) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isNameCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * At most 40 characters of a text that is to stand in a message; control characters and halves of surrogate pairs are
     * replaced.
     */
    public static String shown(String text) {
        return cut(text, SHOWN).replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }

    /** The text, or as many characters of it as allowed and "…"; a surrogate pair is not cut in two. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '.'
                || c == '-';
    }

    private static String bounded(String text, String field, int max, Reason reason) {
        if (text.isEmpty() || text.length() > max) {
            throw new MalformedEventException(
                    reason,
                    field + " has " + text.length() + " characters ('" + shown(text) + "'); allowed are 1 to " + max);
        }
        return text;
    }
}
