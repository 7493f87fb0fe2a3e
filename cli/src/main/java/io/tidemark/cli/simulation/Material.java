package io.tidemark.cli.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.metric.MetricCatalog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What schedules are made of: catalogs, and events that few words are enough for. */
final class Material {

    private static final long HOUR = 3_600_000;

    /** Of the deduplication in any of the catalogs, in milliseconds. */
    static final long WIDEST_HORIZON = 2 * HOUR;

    private static final String PAGES = "{\"name\":\"pages\",\"leaderboard\":{\"by\":\"data.x\"}}";
    private static final String DAILY = "{\"name\":\"daily\",\"leaderboard\":{\"by\":\"userId\",\"period\":\"day\"}}";
    private static final String SUM =
            "{\"name\":\"sum\",\"window\":{\"every\":\"minute\",\"keep\":\"2h\"},\"aggregate\":\"sum(data.x)\"}";
    private static final String COUNT =
            "{\"name\":\"count\",\"window\":{\"every\":\"hour\",\"keep\":\"1d\"},\"by\":\"eventType\"}";
    private static final String USERS =
            "{\"name\":\"users\",\"window\":{\"every\":\"day\",\"keep\":\"2d\"},\"aggregate\":\"distinct(userId)\"}";

    private static final String VISITORS =
            "{\"name\":\"visitors\",\"window\":{\"every\":\"day\",\"keep\":\"2d\"},\"aggregate\":\"distinct(userId)\",\"by\":\"eventType\"}";
    private static final String SPREAD =
            "{\"name\":\"spread\",\"window\":{\"every\":\"hour\",\"keep\":\"1d\"},\"aggregate\":\"stddev(data.x)\",\"by\":\"userId\"}";
    private static final String LAST =
            "{\"name\":\"last\",\"window\":{\"every\":\"day\",\"keep\":\"2d\"},\"aggregate\":\"last(data.x)\"}";
    private static final String QUANTILES =
            "{\"name\":\"quantiles\",\"window\":{\"every\":\"hour\",\"keep\":\"2h\"},\"aggregate\":\"quantiles(data.x)\"}";
    private static final String LEAST =
            "{\"name\":\"least\",\"window\":{\"every\":\"hour\",\"keep\":\"1d\"},\"aggregate\":\"min(data.x)\",\"by\":\"eventType\"}";

    private static final String SMALL =
            "{\"name\":\"some\",\"counter\":{},\"by\":\"userId\",\"where\":\"data.x < 0.5 || eventType == 'b'\"}";

    private static final String LARGE = SMALL.replace("data.x < 0.5", "data.x >= 0.5");

    /** Metrics that stay, end, begin, change, and take the name of an event type; ids that count for longer and shorter. */
    private static final List<MetricCatalog> CATALOGS = List.of(
            catalog("10m", 1_000_000, PAGES, SUM, COUNT),
            catalog("2s", 30, PAGES, SUM, "{\"name\":\"some\",\"counter\":{},\"events\":[\"a\",\"b\"]}"),
            catalog("1h", 10, PAGES, DAILY, "{\"name\":\"sum\",\"counter\":{},\"by\":\"data.x\"}"),
            catalog("0s", 1_000, SUM, COUNT, "{\"name\":\"c\",\"counter\":{},\"events\":[\"a\"]}"),
            catalog(
                    "2h",
                    40,
                    DAILY,
                    SUM,
                    "{\"name\":\"pages\",\"leaderboard\":{\"by\":\"data.x\"},\"events\":[\"a\"]}"),
            catalog("10m", 0, SUM, USERS, LAST, SMALL),
            catalog("1m", 3, LARGE),
            catalog("10m", 1_000, SUM, SPREAD, LAST, QUANTILES, LEAST, LARGE, VISITORS));

    private static final List<byte[]> POISON = List.of(
            new byte[0], "no JSON".getBytes(UTF_8), "{\"eventType\":\"__a\"}".getBytes(UTF_8), new byte[] {'{', -1});

    private Material() {}

    static MetricCatalog catalog(Chance chance) {
        return chance.oneOf(CATALOGS);
    }

    /** An event at about this time, or what only looks like one. */
    static byte @Nullable [] value(Chance chance, long time) {
        if (chance.percent(4)) {
            return chance.percent(20) ? null : chance.oneOf(POISON);
        }
        StringBuilder event = new StringBuilder(128);
        event.append("{\"eventType\":\"").append((char) ('a' + chance.below(3))).append('"');
        if (chance.percent(70)) {
            event.append(",\"eventId\":\"i").append(chance.below(40)).append('"');
        }
        if (chance.percent(80)) {
            event.append(",\"userId\":\"u").append(chance.below(5)).append('"');
        }
        if (chance.percent(60)) {
            event.append(",\"timestamp\":").append(time + ahead(chance));
        }
        if (chance.percent(80)) {
            event.append(",\"data\":{\"x\":").append(x(chance)).append('}');
        }
        return event.append('}').toString().getBytes(UTF_8);
    }

    /** How far the time of an event is ahead of its record's: mostly a bit behind, some late, some in the future. */
    private static long ahead(Chance chance) {
        int kind = chance.below(20);
        if (kind == 0) {
            return chance.between(HOUR - 2, HOUR + 2);
        }
        return kind < 4 ? -chance.between(HOUR, 4 * HOUR) : -chance.between(0, 2_000);
    }

    private static String x(Chance chance) {
        int kind = chance.below(10);
        if (kind == 0) {
            return "\"text\"";
        }
        return kind < 4 ? Integer.toString(chance.below(4)) : "0." + chance.below(10);
    }

    private static MetricCatalog catalog(String horizon, long distance, String... metrics) {
        return MetricCatalog.parse("{\"metrics\":[" + String.join(",", metrics) + "],\"deduplication\":{\"horizon\":\""
                + horizon + "\",\"distance\":" + distance + "}}");
    }
}
