package io.tidemark.cli.audit;

import java.util.Map;

/** What the log makes of the events of one pane and group. Not thread-safe. */
interface FoldedValue {

    /** The part of what has one part only. */
    String WHOLE = "";

    /**
     * Takes in what one event brings.
     *
     * @param value a number in plain decimal notation, or an element of a set
     * @param place event time, topic, partition and offset, as text whose order is theirs
     */
    void add(String value, String place);

    /** By part, as a snapshot of the store has it. */
    Map<String, String> texts();

    /** As a baseline has it, for {@link #restore}. */
    String saved();

    /** Takes in what a value of the same kind had saved. */
    void restore(String saved);
}
