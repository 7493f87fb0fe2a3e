package io.tidemark.metric;

import io.tidemark.event.EventRules;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the parts of a stored value. */
final class Parts {

    /** As the store writes it: never with an exponent, which a foreign text could make as large as it likes. */
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,60}(\\.\\d{1,40})?");

    private static final BigDecimal MAX_COUNT = BigDecimal.valueOf(Long.MAX_VALUE);

    private Parts() {}

    /** A decimal, 0 if there is none; throws {@link IllegalArgumentException} if it is something else. */
    static BigDecimal decimal(Map<String, String> parts, String name) {
        String text = parts.getOrDefault(name, "0");
        if (!isDecimal(text)) {
            throw new IllegalArgumentException(
                    shown(name) + " is '" + EventRules.shown(text) + "'; it must be a decimal");
        }
        return new BigDecimal(text);
    }

    /** A count, 0 if there is none; throws {@link IllegalArgumentException} if it is something else. */
    static long count(Map<String, String> parts, String name) {
        BigDecimal count = decimal(parts, name);
        if (count.signum() < 0
                || count.compareTo(MAX_COUNT) > 0
                || Decimals.plain(count).scale() > 0) {
            throw new IllegalArgumentException(shown(name) + " is '" + count + "'; it must be a count");
        }
        return count.longValue();
    }

    /** Whether the text is a decimal as the store writes it. */
    static boolean isDecimal(String text) {
        return DECIMAL.matcher(text).matches();
    }

    private static String shown(String name) {
        return name.isEmpty() ? "the value" : name;
    }
}
