package io.tidemark.api.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The panes of a window, the oldest first, or those of each group. */
public sealed interface WindowAnswer {

    /**
     * Of a window without groups.
     *
     * @param total what all these panes say together: of counts and sums the sum of all points; of distinct elements how
     *              many there were, which is no sum: one that was in two panes is one; of others the same of all events
     */
    record Single(String name, String unit, List<Point> points, Reading total) implements WindowAnswer {}

    /** Of a grouped window, the group with the greatest total first. */
    record Grouped(String name, String unit, List<Group> groups) implements WindowAnswer {}

    /**
     * One group.
     *
     * @param by the text of each dimension of the group, as stored, by its field
     */
    record Group(Map<String, String> by, List<Point> points, Reading total) {}

    /** What the pane that starts then says: {@code value} if it is one number, else {@code values}. */
    sealed interface Point {

        Instant start();

        /** The number, or null if there is none or several. */
        default @Nullable BigDecimal number() {
            return this instanceof ValuePoint one ? one.value() : null;
        }

        static Point of(Instant start, Reading reading) {
            return reading instanceof Reading.Values several
                    ? new ValuesPoint(start, several)
                    : new ValuePoint(start, reading.number());
        }
    }

    /** One number; null if no event has brought one. */
    record ValuePoint(Instant start, @Nullable BigDecimal value) implements Point {}

    /** Several numbers by name. */
    record ValuesPoint(Instant start, Reading.Values values) implements Point {}
}
