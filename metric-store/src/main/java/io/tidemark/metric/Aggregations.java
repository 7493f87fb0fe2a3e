package io.tidemark.metric;

import io.tidemark.event.EventRules;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The registry: a new aggregation is one class and one line here. */
final class Aggregations {

    private static final Pattern CALL = Pattern.compile("([a-z]+)\\(([^()]*)\\)");

    private static final Map<String, Function<FieldPath, Aggregation>> OF_A_FIELD =
            Map.of("sum", Sum::new, "distinct", Distinct::new);

    private Aggregations() {}

    static Aggregation parse(String text) {
        if (text.equals(Count.INSTANCE.text())) {
            return Count.INSTANCE;
        }
        Matcher call = CALL.matcher(text);
        Function<FieldPath, Aggregation> aggregation = call.matches() ? OF_A_FIELD.get(call.group(1)) : null;
        if (aggregation == null) {
            throw new InvalidDefinitionException(
                    "aggregate is '" + EventRules.shown(text) + "'; allowed are count, sum(FIELD) and distinct(FIELD)");
        }
        return aggregation.apply(new FieldPath(call.group(2).strip()));
    }
}
