package io.tidemark.api.query;

import io.tidemark.metric.InvalidDefinitionException;
import io.tidemark.metric.Window;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * The length of the points into which panes are merged, by the calendar of a time zone: where clocks are put forward or
 * back, a day has 23 or 25 hours.
 *
 * @param text   as it was asked for
 * @param length a part of a day, of which the last of a day may be shorter; null for whole days, weeks and months
 */
record Step(String text, @Nullable Duration length, ZoneId zone) {

    private static final String STEPS =
            "second, minute, hour, day, week (from Monday), month or a length that divides the day, such as 15m";
    private static final String ZONES =
            "the name of a time zone, as Europe/Berlin, or an offset, as +02:00 (a + is written %2B)";

    /** Throws {@link RefusedException} if one of them is none. */
    static Step of(String text, @Nullable String timezone) {
        ZoneId zone = timezone == null ? ZoneOffset.UTC : zone(timezone);
        if (text.equals("week") || text.equals("month")) {
            return new Step(text, null, zone);
        }
        try {
            Duration length = Window.of(text, text).every();
            return new Step(text, length.equals(Duration.ofDays(1)) ? null : length, zone);
        } catch (InvalidDefinitionException e) {
            throw Parameters.bad("step", text, STEPS);
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Parameters.bad("timezone", name, ZONES);
        }
    }

    /** The start of the point that holds this time; all times are milliseconds since the epoch. */
    long start(long time) {
        LocalDate day = Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
        long midnight = millis(day);
        if (length != null) {
            return time - (time - midnight) % length.toMillis();
        }
        return switch (text) {
            case "week" -> millis(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case "month" -> millis(day.withDayOfMonth(1));
            default -> midnight;
        };
    }

    /** The first moment after the point that starts then. */
    long end(long start) {
        LocalDate day = Instant.ofEpochMilli(start).atZone(zone).toLocalDate();
        if (length != null) {
            return Math.min(start + length.toMillis(), millis(day.plusDays(1)));
        }
        return switch (text) {
            case "week" -> millis(day.plusWeeks(1));
            case "month" -> millis(day.plusMonths(1));
            default -> millis(day.plusDays(1));
        };
    }

    /** The same, of a window of which no pane is in two points; else throws {@link RefusedException}. */
    long start(long time, Window window) {
        long start = start(time);
        if (window.paneStart(start) != start || window.paneStart(end(start)) != end(start)) {
            throw Parameters.bad(
                    "step", text, "a multiple of one " + window.unit() + " that begins where one begins in UTC");
        }
        return start;
    }

    /** How many panes go into the point that holds this time. */
    long panes(long time, Window window) {
        long start = start(time);
        return (end(start) - start) / window.every().toMillis();
    }

    private long millis(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
