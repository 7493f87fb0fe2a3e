package io.tidemark.event;

import io.tidemark.event.MalformedEventException.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;

/**
 * Event time: milliseconds since 1970-01-01T00:00:00Z, from any of the forms in which producers write it. Stateless and
 * thread-safe.
 */
public final class EventTime {

    /** Below: seconds. From here on: milliseconds. As seconds it is the year 5138, as milliseconds March 1973. */
    static final long SECONDS_BELOW = 100_000_000_000L;

    /** The latest event time, in milliseconds: the year 5138. */
    public static final long MAX_MILLIS = 100_000_000_000_000L;

    private static final Instant LATEST = Instant.ofEpochMilli(MAX_MILLIS);
    private static final BigDecimal MAX = BigDecimal.valueOf(MAX_MILLIS);
    private static final BigDecimal SECONDS_LIMIT = BigDecimal.valueOf(SECONDS_BELOW);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /** Longer numbers cannot be told apart as times, and an exponent of a million digits must not be expanded. */
    private static final int MAX_SCALE = 1_000;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,30})?");

    private EventTime() {}

    /** From epoch seconds or milliseconds. */
    public static long ofNumber(long number) {
        if (number < 0 || number > MAX_MILLIS) {
            throw refused(Long.toString(number));
        }
        return number < SECONDS_BELOW ? number * 1000 : number;
    }

    /** From epoch seconds or milliseconds with a fraction; what is below a millisecond is cut off. */
    public static long ofNumber(BigDecimal number) {
        if (number.signum() < 0 || number.compareTo(MAX) > 0 || Math.abs(number.scale()) > MAX_SCALE) {
            throw refused(number.toString());
        }
        BigDecimal millis = number.compareTo(SECONDS_LIMIT) < 0 ? number.multiply(THOUSAND) : number;
        return millis.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    /** The same time, cut to the millisecond. */
    static Instant ofInstant(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw refused(time.toString());
        }
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** From digits, as {@link #ofNumber(BigDecimal)}, or ISO-8601; a date and time without a zone is in UTC. */
    public static long ofText(String text) {
        if (NUMBER.matcher(text).matches()) {
            return ofNumber(new BigDecimal(text));
        }
        try {
            long millis = instantOf(text).toEpochMilli();
            if (millis >= 0 && millis <= MAX_MILLIS) {
                return millis;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Said below in the words of the event format rather than of the parser.
        }
        throw refused(text);
    }

    private static Instant instantOf(String text) {
        TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, Instant::from, LocalDateTime::from);
        return time instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : (Instant) time;
    }

    private static MalformedEventException refused(String value) {
        return new MalformedEventException(
                Reason.INVALID_TIMESTAMP,
                "timestamp is '" + EventRules.shown(value)
                        + "'; allowed are epoch seconds, epoch milliseconds up to 1e14, or ISO-8601");
    }
}
