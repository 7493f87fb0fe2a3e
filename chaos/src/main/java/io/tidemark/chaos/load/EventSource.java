package io.tidemark.chaos.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Events of a shop in the minutes before a moment, skewed to few pages and users. Of a thousand a few are late, one is no
 * event, and ten come twice. The same arguments give the same records. Not thread-safe.
 */
final class EventSource {

    static final String ID_OPENS = "{\"eventId\":\"e";

    private static final Duration SPAN = Duration.ofMinutes(20);
    private static final Duration LATE = Duration.ofDays(3);
    private static final int JITTER_MILLIS = 5_000;
    private static final int PER_MILLE = 1_000;
    private static final int LATE_PER_MILLE = 2;
    private static final int REPEATED_PER_MILLE = 10;
    private static final int REMEMBERED = 4_096;

    /** Who comes again does so within this part of the span: well within the horizon of deduplication. */
    private static final int SPAN_PARTS = 4;

    private final SplittableRandom random;
    private final long begin;
    private final int count;
    private final Totals totals = new Totals();
    private final LoadEvent[] recent;
    private final StringBuilder json = new StringBuilder(256);
    private int made;

    /** The events of so many spread over the time before {@code end}; what comes after them is of its last moment. */
    EventSource(long seed, Instant end, int count) {
        this.random = new SplittableRandom(seed);
        this.begin = end.minus(SPAN).toEpochMilli();
        this.count = count;
        this.recent = new LoadEvent[Math.max(1, Math.min(REMEMBERED, count / SPAN_PARTS))];
    }

    /** How many different events there were so far. */
    int made() {
        return made;
    }

    /** What all of them come to. */
    Totals totals() {
        return totals;
    }

    LoadEvent next() {
        int chance = random.nextInt(PER_MILLE);
        if (chance == 0) {
            return new LoadEvent(LoadEvent.POISON, bytes(user(random.nextInt(Totals.USERS))), Poison.any(random));
        }
        if (chance <= REPEATED_PER_MILLE && made > 0) {
            return recent[random.nextInt(Math.min(made, recent.length))];
        }
        LoadEvent event = event();
        recent[made % recent.length] = event;
        made++;
        return event;
    }

    private LoadEvent event() {
        int user = skewed(Totals.USERS);
        Totals.Type type = Totals.Type.of(random.nextInt(100));
        boolean late = random.nextInt(PER_MILLE) < LATE_PER_MILLE;
        long time = begin + SPAN.toMillis() * Math.min(made, count) / count - random.nextInt(JITTER_MILLIS);
        open(type, user, late ? time - LATE.toMillis() : time);
        switch (type) {
            case page_view -> {
                int page = skewed(Totals.PAGES);
                json.append("\"page\":\"").append(page(page)).append('"');
                totals.addPage(page);
            }
            case purchase -> {
                long thousandths = random.nextLong(1, 900_000);
                json.append("\"amount\":").append(BigDecimal.valueOf(thousandths, 3));
                if (!late) {
                    totals.addRevenue(time, thousandths);
                }
            }
            default -> json.append("\"ms\":").append(random.nextInt(2_000));
        }
        totals.add(type, user);
        json.append(",\"country\":\"").append((char) ('A' + random.nextInt(8))).append("\"}}");
        return new LoadEvent(made, bytes(user(user)), bytes(json.toString()));
    }

    private void open(Totals.Type type, int user, long time) {
        json.setLength(0);
        json.append(ID_OPENS).append(made);
        json.append("\",\"eventType\":\"").append(type);
        json.append("\",\"userId\":\"").append(user(user));
        json.append("\",\"timestamp\":").append(time).append(",\"data\":{");
    }

    private int skewed(int bound) {
        double chance = random.nextDouble();
        return (int) (bound * chance * chance * chance);
    }

    static String page(int number) {
        return "/page/" + number;
    }

    static String user(int number) {
        return "user-" + number;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
