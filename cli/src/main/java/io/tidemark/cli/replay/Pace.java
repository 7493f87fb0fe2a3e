package io.tidemark.cli.replay;

import java.util.concurrent.TimeUnit;

/**
 * How fast events go out.
 *
 * @param perSecond events per second, or {@link #UNLIMITED}
 */
record Pace(long perSecond) {

    static final long UNLIMITED = Long.MAX_VALUE;

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    Pace {
        if (perSecond <= 0) {
            throw new IllegalArgumentException("a rate of " + perSecond + " events per second; it must be above 0");
        }
    }

    /** From the text of {@code --rate}. */
    static Pace parse(String text) {
        if (text.equals("max")) {
            return new Pace(UNLIMITED);
        }
        try {
            return new Pace(Long.parseLong(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--rate is '" + text + "'; allowed are 'max' or a whole number of events per second above 0.", e);
        }
    }

    /** How many nanoseconds too early the next event would be, 0 if it is due. */
    long earlyBy(long sent, long elapsedNanos) {
        if (perSecond == UNLIMITED) {
            return 0;
        }
        return Math.max(0, (long) (sent * NANOS_PER_SECOND / perSecond) - elapsedNanos);
    }
}
