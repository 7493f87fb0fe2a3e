package io.tidemark.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DecimalSumPropertiesTest {

    @Property
    void sumIsThatOfBigDecimal(@ForAll("lists") List<BigDecimal> numbers) {
        BigDecimal expected = numbers.stream()
                .map(number -> number.setScale(9, RoundingMode.HALF_EVEN))
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        // Plain texts take the fast way, those with an exponent the slow one.
        assertThat(sumOf(numbers.stream().map(BigDecimal::toPlainString).toList())
                        .number())
                .isEqualByComparingTo(expected);
        assertThat(sumOf(numbers.stream()
                                .map(number -> number.toPlainString() + "e0")
                                .toList())
                        .number())
                .isEqualByComparingTo(expected);
    }

    @Property
    void mergedSumsAreThatOfEverything(@ForAll("lists") List<BigDecimal> one, @ForAll("lists") List<BigDecimal> other) {
        DecimalSum left = sumOf(texts(one));
        left.merge(sumOf(texts(other)));
        DecimalSum right = sumOf(texts(other));
        right.merge(sumOf(texts(one)));
        DecimalSum all = sumOf(texts(one));
        texts(other).forEach(all::add);

        assertThat(left.delta()).isEqualTo(all.delta());
        assertThat(right.delta()).isEqualTo(all.delta());
    }

    @Property
    void mergingIsAssociative(
            @ForAll("lists") List<BigDecimal> a,
            @ForAll("lists") List<BigDecimal> b,
            @ForAll("lists") List<BigDecimal> c) {
        DecimalSum left = sumOf(texts(a));
        left.merge(sumOf(texts(b)));
        left.merge(sumOf(texts(c)));
        DecimalSum tail = sumOf(texts(b));
        tail.merge(sumOf(texts(c)));
        DecimalSum right = sumOf(texts(a));
        right.merge(tail);

        assertThat(left.delta()).isEqualTo(right.delta());
    }

    @Property
    void deltaIsCanonicalText(@ForAll("lists") List<BigDecimal> numbers) {
        assertThat(sumOf(texts(numbers)).delta())
                .matches("0|-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?")
                .isNotEqualTo("-0");
    }

    @Example
    void tenthAMillionTimesIsAHundredThousand() {
        DecimalSum sum = new DecimalSum();
        for (int i = 0; i < 1_000_000; i++) {
            sum.add("0.1");
        }

        assertThat(sum.delta()).isEqualTo("100000");
    }

    @Example
    void halvesOfABillionthGoToTheEvenOne() {
        assertThat(sumOf(List.of("0.0000000005")).delta()).isEqualTo("0");
        assertThat(sumOf(List.of("0.0000000015")).delta()).isEqualTo("0.000000002");
        assertThat(sumOf(List.of("-0.0000000025")).delta()).isEqualTo("-0.000000002");
        assertThat(sumOf(List.of("6e-10")).delta()).isEqualTo("0.000000001");
        assertThat(sumOf(List.of("0.00000000050000000000000000001")).delta()).isEqualTo("0.000000001");
    }

    @Example
    void extremeExponentsCostNothing() {
        assertThat(DecimalSum.isUsable("1e999999999")).isFalse();
        assertThat(DecimalSum.isUsable("1e99999999999")).isFalse();
        assertThat(sumOf(List.of("1e-999999999", "0e999999999", "0E-999999999", "-0"))
                        .delta())
                .isEqualTo("0");
    }

    @Example
    void numbersFromTenToTheFifteenthOnAreUnusable() {
        assertThat(DecimalSum.isUsable("999999999999999.999999999999")).isTrue();
        assertThat(DecimalSum.isUsable("-999999999999999")).isTrue();
        assertThat(DecimalSum.isUsable("1000000000000000")).isFalse();
        assertThat(DecimalSum.isUsable("-1e15")).isFalse();
        assertThat(DecimalSum.isUsable("1000000000000000.5")).isFalse();
    }

    @Provide
    Arbitrary<List<BigDecimal>> lists() {
        Arbitrary<BigInteger> digits =
                Arbitraries.bigIntegers().between(BigInteger.TEN.pow(24).negate(), BigInteger.TEN.pow(24));
        return Combinators.combine(digits, Arbitraries.integers().between(0, 24))
                .as(BigDecimal::new)
                .filter(number -> DecimalSum.isUsable(number.toPlainString()))
                .list()
                .ofMaxSize(30);
    }

    private static List<String> texts(List<BigDecimal> numbers) {
        return numbers.stream().map(BigDecimal::toPlainString).toList();
    }

    private static DecimalSum sumOf(List<String> numbers) {
        DecimalSum sum = new DecimalSum();
        for (String number : numbers) {
            assertThat(DecimalSum.isUsable(number)).as(number).isTrue();
            sum.add(number);
        }
        return sum;
    }
}
