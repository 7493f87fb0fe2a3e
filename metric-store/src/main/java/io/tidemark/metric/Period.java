package io.tidemark.metric;

import java.time.Duration;
import java.util.Locale;

/** How often a leaderboard starts anew, and how long an ended one is kept. */
public enum Period {
    DAY(new Window(Duration.ofDays(1), Duration.ofDays(35))),
    HOUR(new Window(Duration.ofHours(1), Duration.ofHours(48)));

    private final Window window;

    Period(Window window) {
        this.window = window;
    }

    /** The panes that this period makes of time. */
    public Window window() {
        return window;
    }

    /** As it stands in a definition: {@code day} or {@code hour}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Period of(String text) {
        for (Period period : values()) {
            if (period.text().equals(text)) {
                return period;
            }
        }
        throw new InvalidDefinitionException("leaderboard.period is '" + text + "'; allowed are day and hour");
    }
}
