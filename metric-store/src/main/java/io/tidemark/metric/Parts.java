package io.tidemark.metric;

import io.tidemark.event.EventRules;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the parts of a stored value. */
final class Parts {

    /** As the store writes it: never with an exponent, which a foreign text could make as large as it likes. */
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,60}(\\.\\d{1,40})?");

    private Parts() {}

    /** A decimal, 0 if there is none; throws {@link IllegalArgumentException} if it is something else. */
    static BigDecimal decimal(Map<String, String> parts, String name) {
        String text = parts.getOrDefault(name, "0");
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    shown(name) + " is '" + EventRules.shown(text) + "'; it must be a decimal");
        }
        return new BigDecimal(text);
    }

    /** A count, 0 if there is none; throws {@link IllegalArgumentException} if it is something else. */
    static long count(Map<String, String> parts, String name) {
        try {
            return decimal(parts, name).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(shown(name) + " is '" + parts.get(name) + "'; it must be a count", e);
        }
    }

    private static String shown(String name) {
        return name.isEmpty() ? "the value" : name;
    }
}
