package io.tidemark.benchmarks;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Events of a shop in the hour before a moment, in rough order of time: half of them page views, the rest requests,
 * searches, logins and purchases. The same seed and end give the same events. Not thread-safe.
 */
final class MixedEvents {

    static final int PAGES = 1_000;
    private static final int USERS = 100_000;
    private static final long SPAN_MILLIS = Duration.ofHours(1).toMillis();

    /** By how much neighbours may be out of order. */
    private static final int JITTER_MILLIS = 3_000;

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;
    private static final String[] AGENTS = {
        "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0",
        "Mozilla/5.0 (Windows NT 10.0) Firefox/128.0",
        "Mozilla/5.0 (iPhone; iOS 17.4) Safari/605.1"
    };

    private final SplittableRandom random;
    private final ZipfPages pages = new ZipfPages(PAGES);
    private final long end;
    private final int count;
    private final StringBuilder json = new StringBuilder(512);
    private int made;

    MixedEvents(long seed, Instant end, int count) {
        this.random = new SplittableRandom(seed);
        this.end = end.toEpochMilli();
        this.count = count;
    }

    int count() {
        return count;
    }

    /** No event is earlier. */
    Instant first() {
        return Instant.ofEpochMilli(end - SPAN_MILLIS - JITTER_MILLIS);
    }

    /** No event is later. */
    Instant last() {
        return Instant.ofEpochMilli(end);
    }

    /** How many there were so far. */
    int made() {
        return made;
    }

    boolean hasNext() {
        return made < count;
    }

    MixedEvent next() {
        long time = end - SPAN_MILLIS + SPAN_MILLIS * made++ / count - random.nextInt(JITTER_MILLIS);
        String userId = "user-" + (100_000 + random.nextInt(USERS));
        int share = random.nextInt(100);
        if (share < 50) {
            return pageView(userId, time);
        }
        if (share < 70) {
            return plain(
                    "request", userId, time, "\"service\":\"web\",\"status\":200,\"ms\":", random.nextInt(1, 2_000));
        }
        if (share < 85) {
            return plain("search", userId, time, "\"query\":\"blue running shoes\",\"results\":", random.nextInt(500));
        }
        return share < 95
                ? plain("login", userId, time, "\"method\":\"password\",\"attempt\":", random.nextInt(1, 4))
                : purchase(userId, time);
    }

    private MixedEvent pageView(String userId, long time) {
        String page = pages.next(random);
        open("page_view", userId, time);
        json.append("\"page\":\"").append(page).append('"');
        return new MixedEvent("page_view", userId, time, page, null, closed());
    }

    private MixedEvent purchase(String userId, long time) {
        BigDecimal amount = BigDecimal.valueOf(random.nextInt(1, 50_000), 2);
        open("purchase", userId, time);
        json.append("\"amount\":").append(amount).append(",\"currency\":\"EUR\",\"country\":\"DE\"");
        return new MixedEvent("purchase", userId, time, null, amount, closed());
    }

    private MixedEvent plain(String type, String userId, long time, String fields, int value) {
        open(type, userId, time);
        json.append(fields).append(value);
        return new MixedEvent(type, userId, time, null, null, closed());
    }

    private void open(String type, String userId, long time) {
        json.setLength(0);
        json.append("{\"eventId\":\"").append(eventId(time));
        json.append("\",\"eventType\":\"").append(type);
        json.append("\",\"userId\":\"").append(userId);
        json.append("\",\"timestamp\":").append(time).append(",\"data\":{");
    }

    private String closed() {
        json.append(",\"session\":\"").append(Long.toHexString(random.nextLong() | Long.MIN_VALUE));
        json.append("\",\"agent\":\"")
                .append(AGENTS[random.nextInt(AGENTS.length)])
                .append("\"}}");
        return json.toString();
    }

    private UUID eventId(long time) {
        return new UUID(time << 16 | VERSION_7 | random.nextInt(1 << 12), VARIANT | random.nextLong() >>> 2);
    }
}
