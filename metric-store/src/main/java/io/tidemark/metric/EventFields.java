package io.tidemark.metric;

import org.jspecify.annotations.Nullable;

/** The values of one event that a catalog asks for, each in a numbered slot. Valid until the next event is read. */
public interface EventFields {

    /** The text of a text, a number or a boolean as it stands in the event; null if absent, null, an object or an array. */
    @Nullable String text(int slot);

    /** Whether the slot holds a JSON number. */
    boolean isNumber(int slot);

    /** Where the event stands in time and in the log, as {@link EventPlace} has it. */
    String place();
}
