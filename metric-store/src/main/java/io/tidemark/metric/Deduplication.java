package io.tidemark.metric;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far back an event's id is remembered. An event is a duplicate if its id stood in the same partition within both
 * limits before it.
 *
 * @param horizon  how much log time may lie between the two: 0 to 24 hours, in whole milliseconds
 * @param distance how many offsets may lie between them: 0, with which nothing is a duplicate, to 8,000,000
 */
public record Deduplication(Duration horizon, long distance) {

    private static final Duration MAX_HORIZON = Duration.ofHours(24);
    private static final long MAX_DISTANCE = 8_000_000;
    private static final String HORIZON = "horizon";
    private static final String DISTANCE = "distance";
    private static final Pattern LENGTH = Pattern.compile("(0|[1-9][0-9]{0,8})(ms|s|m|h)");

    // Behind the limits that its constructor looks at.
    public static final Deduplication DEFAULT = new Deduplication(Duration.ofMinutes(10), 1_000_000);

    private enum Unit {
        H("h", Duration.ofHours(1)),
        M("m", Duration.ofMinutes(1)),
        S("s", Duration.ofSeconds(1)),
        MS("ms", Duration.ofMillis(1));

        private final String text;
        private final long millis;

        Unit(String text, Duration length) {
            this.text = text;
            this.millis = length.toMillis();
        }
    }

    /** Throws {@link InvalidDefinitionException} if one is out of its limits. */
    public Deduplication {
        if (horizon.isNegative() || horizon.compareTo(MAX_HORIZON) > 0 || horizon.getNano() % 1_000_000 != 0) {
            throw wrongHorizon(horizon.toString());
        }
        if (distance < 0 || distance > MAX_DISTANCE) {
            throw wrongDistance(String.valueOf(distance));
        }
    }

    /** Of the shape that {@link #write()} gives. */
    static Deduplication read(Map<String, ?> map) {
        if (!map.keySet().equals(Set.of(HORIZON, DISTANCE))) {
            throw new InvalidDefinitionException(
                    "deduplication has " + new TreeSet<>(map.keySet()) + "; it must have horizon and distance");
        }
        Object distance = map.get(DISTANCE);
        if (!(distance instanceof Integer number)) {
            throw wrongDistance(String.valueOf(distance));
        }
        return new Deduplication(horizon(String.valueOf(map.get(HORIZON))), number);
    }

    /** Equal settings give equal maps, in the same order. */
    Map<String, Object> write() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(HORIZON, text(horizon.toMillis()));
        map.put(DISTANCE, distance);
        return map;
    }

    private static Duration horizon(String text) {
        Matcher length = LENGTH.matcher(text);
        if (length.matches()) {
            for (Unit unit : Unit.values()) {
                if (unit.text.equals(length.group(2))) {
                    return Duration.ofMillis(Long.parseLong(length.group(1)) * unit.millis);
                }
            }
        }
        throw wrongHorizon(text);
    }

    /** In the largest unit that divides it. */
    private static String text(long millis) {
        Unit unit = List.of(Unit.values()).stream()
                .filter(u -> millis % u.millis == 0)
                .findFirst()
                .orElse(Unit.MS);
        return millis / unit.millis + unit.text;
    }

    private static InvalidDefinitionException wrongHorizon(String text) {
        return new InvalidDefinitionException(
                "deduplication.horizon is '" + text + "'; allowed are whole milliseconds from 0s to 24h, such as 10m");
    }

    private static InvalidDefinitionException wrongDistance(String text) {
        return new InvalidDefinitionException("deduplication.distance is '" + text
                + "'; allowed are whole numbers of offsets from 0 (nothing is a duplicate) to " + MAX_DISTANCE);
    }
}
