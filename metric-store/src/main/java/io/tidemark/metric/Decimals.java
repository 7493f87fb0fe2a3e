package io.tidemark.metric;

import java.math.BigDecimal;

/** The canonical form of decimal numbers, in which they are stored and shown. Stateless and thread-safe. */
public final class Decimals {

    private Decimals() {}

    /** The same number with neither trailing zeros nor an exponent. */
    public static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
