package io.tidemark.api.query;

import java.math.BigDecimal;
import java.util.Collection;

/** Numbers as they are shown: without trailing zeros and without an exponent. */
final class Decimals {

    private Decimals() {}

    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    static BigDecimal sum(Collection<BigDecimal> numbers) {
        return plain(numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }
}
