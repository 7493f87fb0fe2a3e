package io.tidemark.cli.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * How busy a shop is by the clock on its wall: quietest at four in the morning, busiest at four in the afternoon, less so
 * on weekends.
 *
 * @param zone of the wall
 */
record DayRhythm(ZoneId zone) {

    private static final double SWING = 0.6;
    private static final double WEEKEND = 0.7;
    private static final int QUIETEST_HOUR = 4;
    private static final double SECONDS_PER_HOUR = 3600;
    private static final int HOURS_PER_DAY = 24;

    /** The factor on the rate; 1 is the mean of a working day. */
    double factor(Instant time) {
        ZonedDateTime wall = time.atZone(zone);
        double hour = wall.toLocalTime().toSecondOfDay() / SECONDS_PER_HOUR;
        double curve = 1 - SWING * Math.cos(2 * Math.PI * (hour - QUIETEST_HOUR) / HOURS_PER_DAY);
        return isWeekend(wall.getDayOfWeek()) ? curve * WEEKEND : curve;
    }

    private static boolean isWeekend(DayOfWeek day) {
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }
}
