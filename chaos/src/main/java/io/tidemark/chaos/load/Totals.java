package io.tidemark.chaos.load;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What the metrics come to, added up one event at a time and in no other way. Not thread-safe. */
final class Totals {

    static final int PAGES = 900;
    static final int USERS = 900;

    private static final int MINUTE_MILLIS = 60_000;

    private final long[] types = new long[Type.values().length];
    private final long[] pages = new long[PAGES];
    private final long[] users = new long[USERS];
    private final Map<Long, Long> revenue = new TreeMap<>();

    /** Names as the events have them. */
    enum Type {
        page_view(50),
        request(70),
        search(85),
        login(90),
        purchase(100);

        private final int below;

        Type(int below) {
            this.below = below;
        }

        /** Of a number below 100. */
        static Type of(int share) {
            for (Type type : values()) {
                if (share < type.below) {
                    return type;
                }
            }
            throw new IllegalArgumentException("a share of " + share);
        }
    }

    void add(Type type, int user) {
        types[type.ordinal()]++;
        users[user]++;
    }

    void addPage(int page) {
        pages[page]++;
    }

    void addRevenue(long timeMillis, long thousandths) {
        revenue.merge(timeMillis / MINUTE_MILLIS, thousandths, Long::sum);
    }

    /** Of every event type how many there were. */
    Map<String, BigDecimal> types() {
        Map<String, BigDecimal> values = new TreeMap<>();
        for (Type type : Type.values()) {
            put(values, type.name(), types[type.ordinal()]);
        }
        return values;
    }

    Map<String, BigDecimal> pages() {
        Map<String, BigDecimal> values = new TreeMap<>();
        for (int page = 0; page < PAGES; page++) {
            put(values, EventSource.page(page), pages[page]);
        }
        return values;
    }

    Map<String, BigDecimal> users() {
        Map<String, BigDecimal> values = new TreeMap<>();
        for (int user = 0; user < USERS; user++) {
            put(values, EventSource.user(user), users[user]);
        }
        return values;
    }

    /** By the beginning of the minute in ISO-8601. */
    Map<String, BigDecimal> revenue() {
        Map<String, BigDecimal> values = new TreeMap<>();
        revenue.forEach((minute, thousandths) -> values.put(
                Instant.ofEpochMilli(minute * MINUTE_MILLIS).toString(), BigDecimal.valueOf(thousandths, 3)));
        return values;
    }

    private static void put(Map<String, BigDecimal> values, String name, long count) {
        if (count > 0) {
            values.put(name, BigDecimal.valueOf(count));
        }
    }
}
