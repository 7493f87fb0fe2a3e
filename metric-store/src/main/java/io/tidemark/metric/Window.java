package io.tidemark.metric;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tumbling panes of event time, in UTC, and how long each is kept. All times are milliseconds since the epoch.
 *
 * @param every the length of a pane: divides the day
 * @param keep  how long after its end a pane takes late events and is served: at least one pane, at most 1,000,000;
 *              both whole seconds
 */
public record Window(Duration every, Duration keep) {

    private static final long MAX_PANES = 1_000_000;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Map<String, Duration> UNITS = Map.of(
            "second", Duration.ofSeconds(1), "minute", Duration.ofMinutes(1), "hour", Duration.ofHours(1), "day", DAY);
    private static final Map<String, Duration> LETTERS =
            Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", DAY);
    private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,8})([smhd])");

    public Window {
        if (every.compareTo(Duration.ofSeconds(1)) < 0
                || every.compareTo(DAY) > 0
                || every.getNano() != 0
                || DAY.toSeconds() % every.toSeconds() != 0) {
            throw new InvalidDefinitionException("every is '" + text(every)
                    + "'; allowed are second, minute, hour, day and lengths that divide the day, such as 10s or 5m");
        }
        if (keep.compareTo(every) < 0 || keep.compareTo(every.multipliedBy(MAX_PANES)) > 0 || keep.getNano() != 0) {
            throw new InvalidDefinitionException("keep is '" + text(keep)
                    + "'; allowed are whole seconds from one pane (" + text(every) + ") to " + MAX_PANES + " panes");
        }
    }

    /** Of texts as {@code minute} or {@code 10s} and {@code 24h}. */
    public static Window of(String every, String keep) {
        return new Window(duration("every", every), duration("keep", keep));
    }

    /** The start of the pane that holds this time. */
    public long paneStart(long time) {
        return time - Math.floorMod(time, every.toMillis());
    }

    /** The first moment after the pane that starts then. */
    public long paneEnd(long paneStart) {
        return paneStart + every.toMillis();
    }

    /** Whether an event for this pane comes too late when the log has reached that time. */
    public boolean isLate(long paneStart, long logTime) {
        return paneStart + every.toMillis() + keep.toMillis() <= logTime;
    }

    /** {@code second}, {@code minute}, {@code hour}, {@code day}, or the length as {@code 10s}. */
    public String unit() {
        return UNITS.entrySet().stream()
                .filter(unit -> unit.getValue().equals(every))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> text(every));
    }

    /** The start of a pane as digits, cut to the unit: {@code 202303151230} for a minute. */
    public String label(long paneStart) {
        return format().format(Instant.ofEpochMilli(paneStart));
    }

    /** {@code keep} as text: {@code 24h}. */
    public String keepText() {
        return text(keep);
    }

    private DateTimeFormatter format() {
        long seconds = every.toSeconds();
        if (seconds % 60 != 0) {
            return Labels.SECOND;
        }
        if (seconds % 3600 != 0) {
            return Labels.MINUTE;
        }
        return seconds % 86_400 != 0 ? Labels.HOUR : Labels.DAY;
    }

    private static Duration duration(String field, String text) {
        Duration unit = UNITS.get(text);
        if (unit != null) {
            return unit;
        }
        Matcher length = LENGTH.matcher(text);
        if (!length.matches()) {
            throw new InvalidDefinitionException(field + " is '" + text
                    + "'; allowed are second, minute, hour, day or a length such as 10s, 5m, 24h, 8d");
        }
        return unitOf(length.group(2)).multipliedBy(Long.parseLong(length.group(1)));
    }

    private static Duration unitOf(String letter) {
        return LETTERS.getOrDefault(letter, DAY);
    }

    /** The shortest exact text: the largest unit that divides the length. */
    private static String text(Duration length) {
        long seconds = length.toSeconds();
        if (length.toMillis() % 1000 != 0 || seconds <= 0) {
            return length.toString();
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static final class Labels {
        static final DateTimeFormatter SECOND = utc("yyyyMMddHHmmss");
        static final DateTimeFormatter MINUTE = utc("yyyyMMddHHmm");
        static final DateTimeFormatter HOUR = utc("yyyyMMddHH");
        static final DateTimeFormatter DAY = utc("yyyyMMdd");

        private static DateTimeFormatter utc(String pattern) {
            return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
        }
    }
}
