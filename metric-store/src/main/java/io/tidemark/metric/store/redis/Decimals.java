package io.tidemark.metric.store.redis;

import java.math.BigDecimal;

/** Redis prints a large score with an exponent. */
final class Decimals {

    private Decimals() {}

    /** The same number with neither trailing zeros nor an exponent. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
