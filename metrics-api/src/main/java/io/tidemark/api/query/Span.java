package io.tidemark.api.query;

import io.tidemark.metric.Window;
import java.time.Duration;
import java.time.Instant;

/** The time for which a window is asked. */
public sealed interface Span {

    /** The first moment. */
    Instant first(Instant now);

    /** The last moment, included. */
    Instant last(Instant now);

    /** The refusal of this span because it has more panes than one answer may have. */
    RefusedException tooLong(Window window, int maxPanes);

    /** The last minutes up to now. */
    record Minutes(int minutes) implements Span {

        @Override
        public Instant first(Instant now) {
            return now.minus(Duration.ofMinutes(minutes));
        }

        @Override
        public Instant last(Instant now) {
            return now;
        }

        @Override
        public RefusedException tooLong(Window window, int maxPanes) {
            // the running pane comes on top of the full ones
            String allowed =
                    "1 to " + window.every().multipliedBy(maxPanes - 1L).toMinutes();
            String value = Integer.toString(minutes);
            return refused("minutes", value, allowed, window, maxPanes);
        }
    }

    /** From one moment up to, but without, another. */
    record Between(Instant from, Instant to) implements Span {

        @Override
        public Instant first(Instant now) {
            return from;
        }

        @Override
        public Instant last(Instant now) {
            return to.minusMillis(1);
        }

        @Override
        public RefusedException tooLong(Window window, int maxPanes) {
            Instant latest = from.plus(window.every().multipliedBy(maxPanes - 1L));
            String allowed = "up to " + latest;
            return refused("to", to.toString(), allowed, window, maxPanes);
        }
    }

    private static RefusedException refused(
            String parameter, String value, String allowed, Window window, int maxPanes) {
        String message = parameter + " is '" + value + "', which is more than " + maxPanes + " points of one "
                + window.unit() + "; allowed: " + allowed;
        return new RefusedException(Refusal.TOO_MANY_POINTS, message, parameter, value, allowed);
    }
}
