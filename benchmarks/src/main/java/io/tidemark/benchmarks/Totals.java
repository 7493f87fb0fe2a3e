package io.tidemark.benchmarks;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the metrics of this benchmark come to, added up one event at a time and in no other way. Not thread-safe. */
final class Totals {

    private static final int SHOWN_DIFFERENCES = 20;

    private final Map<String, Long> types = new HashMap<>();
    private final Map<Long, BigDecimal> revenue = new HashMap<>();
    private final Map<String, Long> pages = new HashMap<>();

    void add(MixedEvent event) {
        add(event, 1);
    }

    /** The same event, so many times, each under an id of its own. */
    void add(MixedEvent event, long times) {
        types.merge(event.type(), times, Long::sum);
        if (event.amount() != null) {
            revenue.merge(
                    event.timestamp() / 60_000, event.amount().multiply(BigDecimal.valueOf(times)), BigDecimal::add);
        }
        if (event.page() != null) {
            pages.merge(event.page(), times, Long::sum);
        }
    }

    /** Every value by its name. */
    Map<String, BigDecimal> values() {
        Map<String, BigDecimal> values = new HashMap<>();
        types.forEach((type, count) -> values.put(counter(type), BigDecimal.valueOf(count)));
        revenue.forEach((minute, sum) -> values.put(revenue(minute * 60_000), sum));
        pages.forEach((page, count) -> values.put(page(page), BigDecimal.valueOf(count)));
        return values;
    }

    /** One line for every value that the store holds otherwise, does not hold, or holds beside these; empty: it is right. */
    List<String> differences(Map<String, BigDecimal> stored) {
        Map<String, BigDecimal> expected = values();
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(stored.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            if (!isSame(expected.get(name), stored.get(name))) {
                differences.add(name + ": sent " + expected.get(name) + ", stored " + stored.get(name));
            }
        }
        return differences;
    }

    /** Throws an exception that shows the first differences, if there are any. */
    void requireStored(Map<String, BigDecimal> stored) {
        List<String> differences = differences(stored);
        if (!differences.isEmpty()) {
            throw new IllegalStateException("the store differs from what was sent in " + differences.size()
                    + " values:\n  "
                    + String.join("\n  ", differences.subList(0, Math.min(SHOWN_DIFFERENCES, differences.size()))));
        }
    }

    static String counter(String type) {
        return "counter " + type;
    }

    static String revenue(long minuteMillis) {
        return "revenue " + Instant.ofEpochMilli(minuteMillis).truncatedTo(ChronoUnit.MINUTES);
    }

    static String page(String page) {
        return "top_pages " + page;
    }

    private static boolean isSame(@Nullable BigDecimal expected, @Nullable BigDecimal stored) {
        return expected != null && stored != null && expected.compareTo(stored) == 0;
    }
}
