package io.tidemark.cli.replay;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Moves all events by the same number of whole days, so that hours of the day and distances stay as they are.
 *
 * @param days may be negative or 0
 */
record TimeShift(long days) {

    static final TimeShift NONE = new TimeShift(0);

    private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);
    private static final long DAY_SECONDS = TimeUnit.DAYS.toSeconds(1);
    private static final int DATE_LENGTH = "2015-05-17".length();
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,30})?");

    /** The shift by which the newest event falls within the 24 hours that end now. */
    static TimeShift bringing(long newestMillis, Instant now) {
        return new TimeShift(Math.floorDiv(now.toEpochMilli() - newestMillis, DAY_MILLIS));
    }

    /** The line with its timestamp moved, in the form in which it was written; a line without one as it is. */
    byte[] apply(byte[] line, JsonLine read) {
        JsonLine.Time time = read.time();
        if (days == 0 || time == null) {
            return line;
        }
        byte[] moved = move(time).getBytes(StandardCharsets.US_ASCII);
        byte[] result = Arrays.copyOf(line, line.length - (time.to() - time.from()) + moved.length);
        System.arraycopy(moved, 0, result, time.from(), moved.length);
        System.arraycopy(line, time.to(), result, time.from() + moved.length, line.length - time.to());
        return result;
    }

    private String move(JsonLine.Time time) {
        if (!time.quoted()) {
            return moveNumber(time);
        }
        return '"' + (NUMBER.matcher(time.text()).matches() ? moveNumber(time) : moveIso(time)) + '"';
    }

    private String moveNumber(JsonLine.Time time) {
        BigDecimal number = new BigDecimal(time.text());
        boolean seconds = number.longValue() == 0 || number.longValue() != time.millis();
        return number.add(BigDecimal.valueOf(days * (seconds ? DAY_SECONDS : DAY_MILLIS)))
                .toPlainString();
    }

    // Only the date moves: a text that is a time within the limits of the event format opens with its ten characters.
    private String moveIso(JsonLine.Time time) {
        LocalDate date = LocalDate.parse(time.text().substring(0, DATE_LENGTH));
        return date.plusDays(days) + time.text().substring(DATE_LENGTH);
    }
}
