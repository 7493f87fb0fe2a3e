package io.tidemark.metric;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;

/**
 * An exact sum of decimals with at most 9 fraction digits, kept in three limbs of nine digits each, which are added
 * without carrying: 9 billion values fit before a limb could overflow.
 */
public final class DecimalSum implements Accumulator {

    private static final BigDecimal LIMIT = new BigDecimal("1e15");
    private static final int FRACTION_DIGITS = 9;
    private static final int PLAIN_DIGITS = 15;
    private static final long LIMB = 1_000_000_000L;
    private static final int[] POWERS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    private long billions;
    private long units;
    private long billionths;

    /** Whether the text of a JSON number is below 10^15 in magnitude. */
    public static boolean isUsable(String number) {
        if (isPlain(number)) {
            return true;
        }
        try {
            return new BigDecimal(number).abs().compareTo(LIMIT) < 0;
        } catch (NumberFormatException e) {
            return false; // an exponent beyond what BigDecimal holds
        }
    }

    /** Adds a number that is {@linkplain #isUsable usable}, rounded half-even to 9 fraction digits. */
    public void add(String number) {
        if (isPlain(number)) {
            addPlain(number);
        } else {
            add(new BigDecimal(number));
        }
    }

    @Override
    public void merge(Accumulator other) {
        DecimalSum sum = (DecimalSum) other;
        billions += sum.billions;
        units += sum.units;
        billionths += sum.billionths;
    }

    /** The sum without trailing zeros and without an exponent. */
    public BigDecimal value() {
        BigInteger scaled = BigInteger.valueOf(billions)
                .multiply(BigInteger.valueOf(LIMB))
                .add(BigInteger.valueOf(units))
                .multiply(BigInteger.valueOf(LIMB))
                .add(BigInteger.valueOf(billionths));
        return Decimals.plain(new BigDecimal(scaled, FRACTION_DIGITS));
    }

    /** As canonical decimal text. */
    public String delta() {
        return value().toPlainString();
    }

    @Override
    public Collection<String> deltas() {
        return List.of(delta());
    }

    /** Digits with at most one point: no exponent, no more than 15 digits before it and 9 behind. */
    private static boolean isPlain(String number) {
        int start = number.startsWith("-") ? 1 : 0;
        int point = number.length();
        for (int i = start; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == '.') {
                point = i;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return point - start <= PLAIN_DIGITS && number.length() - point - 1 <= FRACTION_DIGITS;
    }

    private void addPlain(String number) {
        boolean negative = number.charAt(0) == '-';
        long whole = 0;
        int i = negative ? 1 : 0;
        for (; i < number.length() && number.charAt(i) != '.'; i++) {
            whole = whole * 10 + (number.charAt(i) - '0');
        }
        long fraction = 0;
        int digits = 0;
        for (i++; i < number.length(); i++, digits++) {
            fraction = fraction * 10 + (number.charAt(i) - '0');
        }
        long sign = negative ? -1 : 1;
        billions += sign * (whole / LIMB);
        units += sign * (whole % LIMB);
        billionths += sign * fraction * POWERS[digits];
    }

    private void add(BigDecimal number) {
        BigInteger scaled = rounded(number).unscaledValue();
        BigInteger[] wholeAndFraction = scaled.divideAndRemainder(BigInteger.valueOf(LIMB));
        billions += wholeAndFraction[0].longValueExact() / LIMB;
        units += wholeAndFraction[0].longValueExact() % LIMB;
        billionths += wholeAndFraction[1].longValueExact();
    }

    private static BigDecimal rounded(BigDecimal number) {
        // 1e-999999 must not be expanded to a million digits only to be rounded to nothing.
        boolean vanishes = number.precision() - (long) number.scale() < -FRACTION_DIGITS;
        return (vanishes ? BigDecimal.ZERO : number).setScale(FRACTION_DIGITS, RoundingMode.HALF_EVEN);
    }
}
