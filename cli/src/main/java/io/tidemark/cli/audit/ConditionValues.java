package io.tidemark.cli.audit;

import io.tidemark.metric.Condition;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** JSON as conditions take it: a number of digits alone that fits 64 bits is a whole one, any other a double. */
final class ConditionValues {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
    private static final int LONG_BITS = 63;

    private ConditionValues() {}

    static Map<String, Object> of(JsonValue.Fields fields) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (JsonValue.Field field : fields.fields()) {
            map.put(field.name(), of(field.value()));
        }
        return map;
    }

    private static Object of(JsonValue value) {
        if (value instanceof JsonValue.Fields fields) {
            return of(fields);
        }
        if (value instanceof JsonValue.Elements elements) {
            List<Object> list = new ArrayList<>();
            elements.values().forEach(element -> list.add(of(element)));
            return list;
        }
        if (value instanceof JsonValue.Numeral number) {
            return number(number.text());
        }
        if (value instanceof JsonValue.Bool bool) {
            return bool.value();
        }
        return value instanceof JsonValue.Text text ? text.text() : Condition.NULL;
    }

    private static Object number(String text) {
        if (WHOLE.matcher(text).matches()) {
            BigInteger whole = new BigInteger(text);
            if (whole.bitLength() <= LONG_BITS) {
                return whole.longValueExact();
            }
        }
        return Double.parseDouble(text);
    }
}
