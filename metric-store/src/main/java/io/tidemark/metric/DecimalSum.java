package io.tidemark.metric;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.function.BiConsumer;

/**
 * An exact sum of decimals with at most 9 fraction digits, kept in three limbs of nine digits each, which are added
 * without carrying: 9 billion values fit before a limb could overflow.
 */
public final class DecimalSum implements Accumulator, MetricValue {

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

    /** What may be beyond 10^15: sums that were stored. */
    private BigDecimal beyond = BigDecimal.ZERO;

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

    /** The double nearest to a usable number, rounded half-even to 9 fraction digits. */
    static double doubleOf(String number) {
        return isPlain(number)
                ? Double.parseDouble(number)
                : rounded(new BigDecimal(number)).doubleValue();
    }

    /** Adds a number that is {@linkplain #isUsable usable}, rounded half-even to 9 fraction digits. */
    public void add(String number) {
        if (isPlain(number)) {
            addPlain(number);
        } else {
            addExact(rounded(new BigDecimal(number)));
        }
    }

    /** Adds a number of any magnitude that has at most 9 fraction digits. */
    void add(BigDecimal number) {
        beyond = beyond.add(number);
    }

    @Override
    public void merge(MetricValue other) {
        DecimalSum sum = (DecimalSum) other;
        billions += sum.billions;
        units += sum.units;
        billionths += sum.billionths;
        beyond = beyond.add(sum.beyond);
    }

    /** The sum in canonical form. */
    @Override
    public BigDecimal number() {
        BigInteger scaled = BigInteger.valueOf(billions)
                .multiply(BigInteger.valueOf(LIMB))
                .add(BigInteger.valueOf(units))
                .multiply(BigInteger.valueOf(LIMB))
                .add(BigInteger.valueOf(billionths));
        return Decimals.plain(new BigDecimal(scaled, FRACTION_DIGITS).add(beyond));
    }

    /** As canonical decimal text. */
    public String delta() {
        return number().toPlainString();
    }

    @Override
    public void deltas(BiConsumer<String, String> sink) {
        sink.accept(WHOLE, delta());
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

    private void addExact(BigDecimal number) {
        BigInteger scaled = number.unscaledValue();
        BigInteger[] wholeAndFraction = scaled.divideAndRemainder(BigInteger.valueOf(LIMB));
        billions += wholeAndFraction[0].longValueExact() / LIMB;
        units += wholeAndFraction[0].longValueExact() % LIMB;
        billionths += wholeAndFraction[1].longValueExact();
    }

    /** Half-even to 9 fraction digits. */
    static BigDecimal rounded(BigDecimal number) {
        // 1e-999999 must not be expanded to a million digits only to be rounded to nothing.
        boolean vanishes = number.precision() - (long) number.scale() < -FRACTION_DIGITS;
        return (vanishes ? BigDecimal.ZERO : number).setScale(FRACTION_DIGITS, RoundingMode.HALF_EVEN);
    }
}
