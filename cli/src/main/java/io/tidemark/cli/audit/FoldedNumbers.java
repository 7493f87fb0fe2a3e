package io.tidemark.cli.audit;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Values that are numbers, in parts each of which merges with another of its name. Not thread-safe. */
final class FoldedNumbers implements FoldedValue {

    private final BiFunction<String, String, Map<String, String>> partsOf;
    private final BiFunction<String, String, String> merge;
    private final Map<String, String> parts = new TreeMap<>();

    /**
     * Of nothing yet.
     *
     * @param partsOf what one event brings, of its value and place
     * @param merge   what two parts of one name come to
     */
    private FoldedNumbers(
            BiFunction<String, String, Map<String, String>> partsOf, BiFunction<String, String, String> merge) {
        this.partsOf = partsOf;
        this.merge = merge;
    }

    static FoldedNumbers sum() {
        return new FoldedNumbers((value, place) -> Map.of(WHOLE, value), FoldedNumbers::plus);
    }

    static FoldedNumbers least() {
        return new FoldedNumbers(
                (value, place) -> Map.of(WHOLE, value),
                (one, other) -> decimal(one).min(decimal(other)).toPlainString());
    }

    static FoldedNumbers greatest() {
        return new FoldedNumbers(
                (value, place) -> Map.of(WHOLE, value),
                (one, other) -> decimal(one).max(decimal(other)).toPlainString());
    }

    static FoldedNumbers mean() {
        return new FoldedNumbers((value, place) -> Map.of("count", "1", "sum", value), FoldedNumbers::plus);
    }

    static FoldedNumbers deviation() {
        return new FoldedNumbers(
                (value, place) -> Map.of(
                        "count",
                        "1",
                        "sum",
                        value,
                        "squares",
                        decimal(value).pow(2).toPlainString()),
                FoldedNumbers::plus);
    }

    static FoldedNumbers last() {
        return new FoldedNumbers(
                (value, place) -> Map.of(WHOLE, place + " " + plain(decimal(value))),
                (one, other) -> one.compareTo(other) < 0 ? other : one);
    }

    /** By buckets, of which each has the name that a value gets. */
    static FoldedNumbers buckets(Function<BigDecimal, String> nameOf) {
        return new FoldedNumbers(
                (value, place) -> Map.of("b:" + nameOf.apply(decimal(value)), "1"), FoldedNumbers::plus);
    }

    @Override
    public void add(String value, String place) {
        partsOf.apply(value, place).forEach((part, text) -> parts.merge(part, text, merge));
    }

    @Override
    public Map<String, String> texts() {
        return parts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, part -> canonical(part.getValue())));
    }

    @Override
    public String saved() {
        return parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void restore(String saved) {
        saved.lines().forEach(line -> {
            int end = line.indexOf('=');
            if (end < 0) {
                throw new IllegalArgumentException("\"" + line + "\" is no saved number: PART=VALUE is expected");
            }
            parts.merge(line.substring(0, end), line.substring(end + 1), merge);
        });
    }

    private static String plus(String one, String other) {
        return decimal(one).add(decimal(other)).toPlainString();
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    /** A value after a place is canonical already. */
    private static String canonical(String text) {
        return text.indexOf(' ') < 0 ? plain(decimal(text)) : text;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
