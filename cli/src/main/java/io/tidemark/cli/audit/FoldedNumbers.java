package io.tidemark.cli.audit;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Values that are numbers, in parts each of which merges with another of its name. Not thread-safe. */
final class FoldedNumbers implements FoldedValue {

    private final Function<BigDecimal, Map<String, BigDecimal>> partsOf;
    private final BinaryOperator<BigDecimal> merge;
    private final Map<String, BigDecimal> parts = new TreeMap<>();

    /**
     * Of nothing yet.
     *
     * @param partsOf what one event brings
     * @param merge   what two parts of one name come to
     */
    private FoldedNumbers(Function<BigDecimal, Map<String, BigDecimal>> partsOf, BinaryOperator<BigDecimal> merge) {
        this.partsOf = partsOf;
        this.merge = merge;
    }

    static FoldedNumbers sum() {
        return new FoldedNumbers(value -> Map.of(WHOLE, value), BigDecimal::add);
    }

    static FoldedNumbers least() {
        return new FoldedNumbers(value -> Map.of(WHOLE, value), BigDecimal::min);
    }

    static FoldedNumbers greatest() {
        return new FoldedNumbers(value -> Map.of(WHOLE, value), BigDecimal::max);
    }

    static FoldedNumbers mean() {
        return new FoldedNumbers(value -> Map.of("count", BigDecimal.ONE, "sum", value), BigDecimal::add);
    }

    static FoldedNumbers deviation() {
        return new FoldedNumbers(
                value -> Map.of("count", BigDecimal.ONE, "sum", value, "squares", value.pow(2)), BigDecimal::add);
    }

    /** By buckets, of which each has the name that a value gets. */
    static FoldedNumbers buckets(Function<BigDecimal, String> nameOf) {
        return new FoldedNumbers(value -> Map.of("b:" + nameOf.apply(value), BigDecimal.ONE), BigDecimal::add);
    }

    @Override
    public void add(String value, String place) {
        partsOf.apply(new BigDecimal(value)).forEach((part, number) -> parts.merge(part, number, merge));
    }

    @Override
    public Map<String, String> texts() {
        return parts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, part -> plain(part.getValue())));
    }

    @Override
    public String saved() {
        return parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue().toPlainString())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void restore(String saved) {
        saved.lines().forEach(line -> {
            int end = line.indexOf('=');
            if (end < 0) {
                throw new IllegalArgumentException("\"" + line + "\" is no saved number: PART=VALUE is expected");
            }
            parts.merge(line.substring(0, end), new BigDecimal(line.substring(end + 1)), merge);
        });
    }

    /** In canonical notation. */
    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
