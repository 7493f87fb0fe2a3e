package io.tidemark.metric;

import io.tidemark.event.EventRules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The registry: a new aggregation is one class and one line here. */
final class Aggregations {

    private static final Pattern CALL = Pattern.compile("([a-z]+)\\(([^()]*)\\)");

    /** A field, then bounds; what begins with a digit, a sign or a point behind a comma is a bound. */
    private static final Pattern BOUNDED = Pattern.compile("(.*?)((?:,\\s*[-+.\\d][^,]*|,\\s*)*)");

    /** A bound has no more digits than a value that is compared with it. */
    private static final Pattern BOUND = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");

    private static final Map<String, Function<FieldPath, Aggregation>> OF_A_FIELD = Map.of(
            "sum", Sum::new,
            "min", Extreme::min,
            "max", Extreme::max,
            "avg", Spread::avg,
            "stddev", Spread::stddev,
            "last", Last::new,
            "distinct", Distinct::new,
            "quantiles", Quantiles::new);

    private static final String HISTOGRAM = "histogram";

    private static final String ALLOWED =
            "count, sum(FIELD), min(FIELD), max(FIELD), avg(FIELD), stddev(FIELD), last(FIELD),"
                    + " distinct(FIELD), quantiles(FIELD) and histogram(FIELD, BOUND, …)";

    private Aggregations() {}

    static Aggregation parse(String text) {
        if (text.equals(Count.INSTANCE.text())) {
            return Count.INSTANCE;
        }
        Matcher call = CALL.matcher(text);
        if (call.matches()) {
            String name = call.group(1);
            Matcher bounded = BOUNDED.matcher(call.group(2));
            if (name.equals(HISTOGRAM) && bounded.matches()) {
                return new Histogram(field(bounded.group(1)), bounds(bounded.group(2)));
            }
            Function<FieldPath, Aggregation> aggregation = OF_A_FIELD.get(name);
            if (aggregation != null) {
                return aggregation.apply(field(call.group(2)));
            }
        }
        throw new InvalidDefinitionException("aggregate is '" + EventRules.shown(text) + "'; allowed are " + ALLOWED);
    }

    private static FieldPath field(String text) {
        return new FieldPath(text.strip());
    }

    /** Of a text as {@code , 10, 100}. */
    private static List<BigDecimal> bounds(String text) {
        List<BigDecimal> bounds = new ArrayList<>();
        for (String bound : text.isEmpty() ? new String[0] : text.substring(1).split(",", -1)) {
            if (!BOUND.matcher(bound.strip()).matches()) {
                throw new InvalidDefinitionException("histogram has the bound '" + EventRules.shown(bound.strip())
                        + "'; allowed are numbers below 10^15 with at most 9 fraction digits");
            }
            bounds.add(new BigDecimal(bound.strip()));
        }
        return bounds;
    }
}
