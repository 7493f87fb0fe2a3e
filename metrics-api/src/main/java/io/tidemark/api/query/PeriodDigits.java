package io.tidemark.api.query;

import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.Period;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

/** The digits that name a period of a leaderboard, in UTC: {@code 20230315} for a day, {@code 2023031512} for an hour. */
final class PeriodDigits {

    private static final DateTimeFormatter DAY = strict("uuuuMMdd");
    private static final DateTimeFormatter MINUTE = strict("uuuuMMddHHmm");

    private PeriodDigits() {}

    /** The start of the period, in milliseconds since the epoch. */
    static long start(MetricDefinition board, String digits) {
        Period period = board.period();
        if (period == null) {
            throw Parameters.bad("period", digits, "none, because '" + board.name() + "' is of all time");
        }
        try {
            return start(period, digits).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException e) {
            throw Parameters.bad("period", digits, allowed(period));
        }
    }

    private static LocalDateTime start(Period period, String digits) {
        return switch (period) {
            case DAY -> LocalDate.parse(digits, DAY).atStartOfDay();
            case HOUR -> LocalDateTime.parse(digits + "00", MINUTE);
        };
    }

    private static String allowed(Period period) {
        return switch (period) {
            case DAY -> "a day in UTC as 20230315";
            case HOUR -> "an hour in UTC as 2023031512";
        };
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
    }
}
