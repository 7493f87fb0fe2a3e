package io.tidemark.metric;

import java.math.BigDecimal;

/**
 * An aggregation of a number field. Takes JSON numbers below 10^15 in magnitude, rounded half-even to 9 fraction digits;
 * anything else is unusable.
 */
interface NumberAggregation extends Aggregation {

    /** What adding a decimal costs: it is tried as a whole number, or else read and written. */
    int OPERATIONS_TO_ADD = 3;

    /** What keeping one of two values costs: the stored one is read, and the other one written. */
    int OPERATIONS_TO_CHOOSE = 2;

    @Override
    FieldPath field();

    @Override
    default boolean isUsable(EventFields event, int slot) {
        String text = event.text(slot);
        return text != null && event.isNumber(slot) && DecimalSum.isUsable(text);
    }

    @Override
    default boolean accumulate(Accumulator accumulator, EventFields event, int slot) {
        String text = event.text(slot);
        return text != null && accumulate(accumulator, text, event);
    }

    /**
     * Adds a usable number.
     *
     * @param number as it stands in the event, not yet rounded
     * @return whether the accumulator has one more bucket by it
     */
    boolean accumulate(Accumulator accumulator, String number, EventFields event);

    /** A usable number as it counts. */
    static BigDecimal rounded(String number) {
        return Decimals.plain(DecimalSum.rounded(new BigDecimal(number)));
    }
}
