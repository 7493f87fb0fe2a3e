package io.tidemark.cli.audit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;

/**
 * Event time in milliseconds since the epoch: a number below 10^11 is seconds, up to 10^14 milliseconds, both with
 * fractions, of which what is below a millisecond is cut off; the same as digits in a text (at most 15 before the point
 * and 30 behind it); or ISO-8601, without a zone in UTC.
 */
final class TimestampRule {

    private static final BigDecimal SECONDS_END = new BigDecimal("1e11");
    private static final BigDecimal LAST = new BigDecimal("1e14");
    private static final int MAX_SCALE = 1_000;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,30})?");

    private TimestampRule() {}

    static long millis(JsonValue value) throws NotAnEventException {
        if (value instanceof JsonValue.Numeral number) {
            return ofNumber(number.text());
        }
        if (!(value instanceof JsonValue.Text text)) {
            throw new NotAnEventException("timestamp is neither a number nor a text");
        }
        return DIGITS.matcher(text.text()).matches() ? ofNumber(text.text()) : ofIsoText(text.text());
    }

    private static long ofNumber(String digits) throws NotAnEventException {
        BigDecimal number;
        try {
            number = new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw outOfRange();
        }
        if (number.signum() < 0 || number.compareTo(LAST) > 0 || Math.abs(number.scale()) > MAX_SCALE) {
            throw outOfRange();
        }
        BigDecimal millis = number.compareTo(SECONDS_END) < 0 ? number.movePointRight(3) : number;
        return millis.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    private static long ofIsoText(String text) throws NotAnEventException {
        try {
            long millis = instant(text).toEpochMilli();
            if (millis >= 0 && BigDecimal.valueOf(millis).compareTo(LAST) <= 0) {
                return millis;
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new NotAnEventException("timestamp is no ISO-8601");
        }
        throw outOfRange();
    }

    private static Instant instant(String text) {
        try {
            return ZonedDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        }
    }

    private static NotAnEventException outOfRange() {
        return new NotAnEventException("timestamp is out of range");
    }
}
