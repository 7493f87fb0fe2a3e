package io.tidemark.metric.store.redis;

import io.tidemark.metric.store.StoreDamagedException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The array that a script answered.
 *
 * @param items texts as bytes, numbers, nulls and arrays of the same
 */
record Replies(List<?> items) {

    int size() {
        return items.size();
    }

    /** The bytes of the text at this place, or null if there is none. */
    byte @Nullable [] bytesOrNull(int place) {
        Object item = place < items.size() ? items.get(place) : null;
        return item instanceof byte[] bytes ? bytes : null;
    }

    /** The text at this place, or null if there is none. */
    @Nullable String textOrNull(int place) {
        byte[] bytes = bytesOrNull(place);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether the other answer has the same texts at the same places. */
    boolean hasSameTexts(Replies other) {
        return size() == other.size()
                && IntStream.range(0, size()).allMatch(i -> Arrays.equals(bytesOrNull(i), other.bytesOrNull(i)));
    }

    String text(int place) {
        String text = textOrNull(place);
        if (text == null) {
            throw new StoreDamagedException("Redis holds nothing where it must: place " + place + " of " + this);
        }
        return text;
    }

    long number(int place) {
        return items.get(place) instanceof Long number ? number : Long.parseLong(text(place));
    }

    /** The array at this place, empty if there is none. */
    Replies list(int place) {
        return new Replies(items.get(place) instanceof List<?> list ? list : List.of());
    }

    /** Texts in pairs: fields and values, members and scores. */
    Map<String, String> pairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            pairs.put(text(i), text(i + 1));
        }
        return pairs;
    }

    static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new StoreDamagedException("Redis holds '" + text + "' where a decimal must be", e);
        }
    }
}
