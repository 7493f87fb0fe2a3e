package io.tidemark.api.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The panes of a window, the oldest first, or those of each group. */
public sealed interface WindowAnswer {

    /**
     * Of a window without groups.
     *
     * @param total of counts and sums the sum of all points; of distinct elements how many there were in all these panes
     *              together, which is no sum: one that was in two panes is one
     */
    record Single(String name, String unit, List<Point> points, BigDecimal total) implements WindowAnswer {}

    /** Of a grouped window, the group with the greatest total first. */
    record Grouped(String name, String unit, List<Group> groups) implements WindowAnswer {}

    /**
     * One group.
     *
     * @param by the text of the group, as stored, by its field
     */
    record Group(Map<String, String> by, List<Point> points, BigDecimal total) {}

    /** The value of the pane that starts then. */
    record Point(Instant start, BigDecimal value) {}
}
