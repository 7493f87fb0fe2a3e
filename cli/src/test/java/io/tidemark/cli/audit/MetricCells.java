package io.tidemark.cli.audit;

import java.util.ArrayList;
import java.util.List;

/** Every aggregation, ungrouped and grouped, with every kind of window. */
final class MetricCells {

    static final List<String> UNITS = List.of("second", "10s", "minute", "hour", "day");

    /**
     * One of them.
     *
     * @param aggregation by its name
     * @param aggregate   as it stands in a definition
     * @param by          a field, or empty
     * @param every       the window's length
     */
    record Cell(String aggregation, String aggregate, String by, String every) {

        String name() {
            return aggregation + (by.isEmpty() ? "" : "_by") + "_" + every;
        }

        /** As JSON; panes of seconds are kept as long as they may be. */
        String definition() {
            String keep = every.equals("second") ? "11d" : "40d";
            return "{\"name\":\"" + name() + "\",\"window\":{\"every\":\"" + every + "\",\"keep\":\"" + keep
                    + "\"},\"aggregate\":\"" + aggregate + "\""
                    + (by.isEmpty() ? "" : ",\"by\":\"" + by + "\"") + "}";
        }
    }

    private MetricCells() {}

    /**
     * Of events with these fields below data.
     *
     * @param number whose numbers are aggregated
     * @param bounds of the histogram, with commas between
     * @param group  by which the grouped ones are grouped
     */
    static List<Cell> of(String number, String bounds, String group) {
        List<Cell> cells = new ArrayList<>();
        for (String aggregate : List.of(
                "count",
                "sum(" + number + ")",
                "min(" + number + ")",
                "max(" + number + ")",
                "avg(" + number + ")",
                "stddev(" + number + ")",
                "last(" + number + ")",
                "distinct(userId)",
                "quantiles(" + number + ")",
                "histogram(" + number + "," + bounds + ")")) {
            String aggregation = aggregate.replaceFirst("\\(.*", "");
            for (String every : UNITS) {
                cells.add(new Cell(aggregation, aggregate, "", every));
                cells.add(new Cell(aggregation, aggregate, group, every));
            }
        }
        return cells;
    }
}
