package io.tidemark.api.query;

import io.tidemark.event.EventRules;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parameters of a request, read strictly: what is not known or stands twice is refused rather than ignored. All
 * methods throw {@link RefusedException} for a value that is not allowed.
 */
public final class Parameters {

    private static final String NAMES = "1 to 64 of A-Z a-z 0-9 _ . - and no '__' at the start";
    private static final String TIMES =
            "an ISO-8601 time with its zone, years 0000 to 9999, as 2023-03-15T12:00:00Z" + " (a + is written %2B)";
    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,9}");
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Map<String, String> values = new HashMap<>();

    /**
     * Takes all that was given.
     *
     * @param known the parameters that this request may have
     */
    public Parameters(Map<String, List<String>> given, String... known) {
        List<String> allowed = Arrays.asList(known);
        given.forEach((parameter, texts) -> {
            String first = texts.isEmpty() ? "" : texts.get(0);
            if (!allowed.contains(parameter)) {
                throw unsupported(parameter, first, allowed);
            }
            if (texts.size() > 1) {
                throw repeated(parameter, texts);
            }
            values.put(parameter, first);
        });
    }

    /** The required parameter {@code name}: what may name a metric or an event type. */
    public String name() {
        String name =
                text("name").orElseThrow(() -> missing("name", "the name of a metric or of an event type: " + NAMES));
        if (!EventRules.isName(name)) {
            throw bad("name", name, NAMES);
        }
        return name;
    }

    /** The text as given; empty if it was not. */
    public Optional<String> text(String parameter) {
        return Optional.ofNullable(values.get(parameter));
    }

    /** A whole number within these bounds, both included; empty if it was not given. */
    public Optional<Integer> integer(String parameter, int min, int max) {
        return text(parameter).map(text -> {
            if (INTEGER.matcher(text).matches()) {
                int number = Integer.parseInt(text);
                if (min <= number && number <= max) {
                    return number;
                }
            }
            throw bad(parameter, text, min + " to " + max);
        });
    }

    /** A moment in ISO-8601 with a zone, cut to milliseconds; empty if it was not given. */
    public Optional<Instant> instant(String parameter) {
        return text(parameter).map(text -> {
            try {
                Instant instant = Instant.parse(text);
                if (!instant.isBefore(FIRST) && !instant.isAfter(LAST)) {
                    return instant.truncatedTo(ChronoUnit.MILLIS);
                }
            } catch (DateTimeParseException e) {
                // refused below, as one out of bounds is
            }
            throw bad(parameter, text, TIMES);
        });
    }

    static RefusedException bad(String parameter, String value, String allowed) {
        String message = parameter + " is '" + EventRules.shown(value) + "'; allowed: " + allowed;
        return new RefusedException(Refusal.BAD_PARAMETER, message, parameter, value, allowed);
    }

    static RefusedException missing(String parameter, String allowed) {
        String message = parameter + " is missing; allowed: " + allowed;
        return new RefusedException(Refusal.MISSING_PARAMETER, message, parameter, null, allowed);
    }

    private static RefusedException unsupported(String parameter, String value, List<String> known) {
        String allowed = known.isEmpty() ? "no parameters" : String.join(", ", known);
        String message = "'" + EventRules.shown(parameter) + "' is not supported here; allowed: " + allowed;
        return new RefusedException(Refusal.UNSUPPORTED_PARAMETER, message, parameter, value, allowed);
    }

    private static RefusedException repeated(String parameter, List<String> texts) {
        String message = parameter + " is given " + texts.size() + " times; allowed: once";
        return new RefusedException(Refusal.REPEATED_PARAMETER, message, parameter, String.join(", ", texts), "once");
    }
}
