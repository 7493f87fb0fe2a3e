package io.tidemark.cli.audit;

import io.tidemark.cli.audit.EngineRun.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Steps of an engine over logs that hold everything that is allowed, much that is not, and catalogs that change. */
final class AnyLog {

    private static final long HOUR = 3_600_000;
    private static final String LONG_TEXT = "x".repeat(1_025);

    private static final List<String> METRICS = Stream.concat(
                    others().stream(),
                    MetricCells.of("data.x", "-1,0,0.5,1000", "eventType").stream()
                            .map(MetricCells.Cell::definition))
            .toList();

    /** Horizon and distance; empty: the default. */
    static final List<String> DEDUPLICATIONS =
            List.of("", "0s 0", "10m 1000000", "0s 1000", "500ms 1000", "2s 3", "1h 1", "10m 5", "24h 20");

    private final long start;
    private final List<String> deduplications;

    /** Logs that begin at this time, under catalogs with one of these deduplications. */
    AnyLog(long start, List<String> deduplications) {
        this.start = start;
        this.deduplications = deduplications;
    }

    private static List<String> others() {
        return List.of(
                "{\"name\":\"m0\",\"counter\":{},\"by\":\"data.x\",\"where\":\"data.x > 1.5 || userId == 'u'\"}",
                "{\"name\":\"m0\",\"counter\":{},\"by\":\"data.x\",\"where\":\"data.x > 1.5 || userId == '7'\"}",
                "{\"name\":\"m0\",\"window\":{\"every\":\"minute\",\"keep\":\"2h\"},\"aggregate\":\"sum(data.x)\",\"where\":\"has(data.x.y) || timestamp % 2 == 0\"}",
                "{\"name\":\"m1\",\"counter\":{},\"by\":\"data.x\"}",
                "{\"name\":\"m1\",\"counter\":{},\"by\":\"data.x\",\"events\":[\"a\"]}",
                "{\"name\":\"m2\",\"counter\":{}}",
                "{\"name\":\"m3\",\"leaderboard\":{\"by\":\"userId\"}}",
                "{\"name\":\"m3\",\"leaderboard\":{\"by\":\"data.x\",\"period\":\"hour\"}}",
                "{\"name\":\"m4\",\"leaderboard\":{\"by\":\"data.x.y\",\"period\":\"day\"},\"events\":[\"a\",\"b\"]}",
                "{\"name\":\"m5\",\"window\":{\"every\":\"minute\",\"keep\":\"2h\"},\"aggregate\":\"sum(data.x)\"}",
                "{\"name\":\"m5\",\"window\":{\"every\":\"10s\",\"keep\":\"1h\"},\"aggregate\":\"sum(data.x)\",\"by\":\"eventType\"}",
                "{\"name\":\"m6\",\"window\":{\"every\":\"hour\",\"keep\":\"1d\"},\"by\":\"eventId\"}",
                "{\"name\":\"m7\",\"window\":{\"every\":\"minute\",\"keep\":\"3h\"},\"aggregate\":\"distinct(data.x)\"}",
                "{\"name\":\"m7\",\"window\":{\"every\":\"hour\",\"keep\":\"2h\"},\"aggregate\":\"distinct(userId)\"}",
                "{\"name\":\"m8\",\"window\":{\"every\":\"minute\",\"keep\":\"2h\"},\"aggregate\":\"min(data.x)\"}",
                "{\"name\":\"m8\",\"window\":{\"every\":\"minute\",\"keep\":\"2h\"},\"aggregate\":\"max(data.x)\",\"by\":\"eventType\"}",
                "{\"name\":\"m9\",\"window\":{\"every\":\"minute\",\"keep\":\"2h\"},\"aggregate\":\"avg(data.x)\",\"by\":\"userId\"}",
                "{\"name\":\"m9\",\"window\":{\"every\":\"minute\",\"keep\":\"2h\"},\"aggregate\":\"stddev(data.x)\"}",
                "{\"name\":\"m10\",\"window\":{\"every\":\"minute\",\"keep\":\"2h\"},\"aggregate\":\"last(data.x)\"}",
                "{\"name\":\"m10\",\"window\":{\"every\":\"hour\",\"keep\":\"3h\"},\"aggregate\":\"last(data.x)\",\"by\":\"eventType\"}",
                "{\"name\":\"m11\",\"window\":{\"every\":\"minute\",\"keep\":\"2h\"},\"aggregate\":\"quantiles(data.x)\",\"by\":\"eventType\"}",
                "{\"name\":\"m11\",\"window\":{\"every\":\"minute\",\"keep\":\"2h\"},\"aggregate\":\"quantiles(data.x)\"}",
                "{\"name\":\"m12\",\"window\":{\"every\":\"minute\",\"keep\":\"2h\"},\"aggregate\":\"histogram(data.x, -1, 0, 0.5, 1000)\",\"by\":\"userId\"}",
                "{\"name\":\"m12\",\"window\":{\"every\":\"minute\",\"keep\":\"2h\"},\"aggregate\":\"histogram(data.x, 0)\"}",
                "{\"name\":\"m13\",\"counter\":{},\"events\":[\"a*\"],\"by\":[\"data.x\",\"userId\",\"eventType\"]}",
                "{\"name\":\"m13\",\"leaderboard\":{\"by\":[\"userId\",\"data.x\"],\"period\":\"hour\"}}",
                "{\"name\":\"m14\",\"window\":{\"every\":\"hour\",\"keep\":\"2h\"},\"aggregate\":\"avg(data.x)\",\"by\":[\"eventType\",\"data.x\"]}",
                "{\"name\":\"a\",\"counter\":{},\"events\":[\"a\"]}",
                "{\"name\":\"b\",\"counter\":{},\"events\":[\"a\",\"b\"]}",
                "{\"name\":\"c\",\"leaderboard\":{\"by\":\"data.x\"}}");
    }

    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> partition = Arbitraries.integers().between(0, Step.PARTITIONS - 1);
        Arbitrary<Step> append = Combinators.combine(partition, holes(), laterness(), replays(), values())
                .as(Step.Append::new);
        Arbitrary<Step> fold =
                Combinators.combine(partition, Arbitraries.of(true, false)).as(Step.Fold::new);
        return Arbitraries.frequencyOf(Tuple.of(12, append), Tuple.of(3, fold), Tuple.of(1, catalogs()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(80);
    }

    private Arbitrary<Step> catalogs() {
        Arbitrary<List<String>> metrics =
                Arbitraries.of(METRICS).list().uniqueElements(AnyLog::nameOf).ofMaxSize(9);
        return Combinators.combine(metrics, Arbitraries.of(deduplications))
                .as((names, window) -> new Step.Activate(catalog(names, window)));
    }

    /** @param deduplication its horizon and distance, or empty for the default */
    private static String catalog(List<String> metrics, String deduplication) {
        String text = "{\"metrics\":[" + String.join(",", metrics) + "]";
        if (!deduplication.isEmpty()) {
            String[] limits = deduplication.split(" ", 2);
            text += ",\"deduplication\":{\"horizon\":\"" + limits[0] + "\",\"distance\":" + limits[1] + "}";
        }
        return text + "}";
    }

    private static String nameOf(String metric) {
        return metric.substring(0, metric.indexOf(','));
    }

    private static Arbitrary<Integer> holes() {
        return Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(1, 3)));
    }

    /** Record times may go back. */
    private static Arbitrary<Long> laterness() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().between(0, 1_000)),
                Tuple.of(1, Arbitraries.longs().between(-HOUR, 0)),
                Tuple.of(1, Arbitraries.longs().between(0, 5 * HOUR)));
    }

    private static Arbitrary<Long> replays() {
        return Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(0L)),
                Tuple.of(1, Arbitraries.longs().between(-2 * HOUR, 5 * HOUR)));
    }

    private Arbitrary<Optional<byte[]>> values() {
        Arbitrary<Optional<byte[]>> json = events().map(event -> Optional.of(utf8(event)));
        return Arbitraries.frequencyOf(Tuple.of(15, json), Tuple.of(1, garbage()));
    }

    private static Arbitrary<Optional<byte[]>> garbage() {
        return Arbitraries.of(
                        new byte[0],
                        utf8("no JSON"),
                        utf8("[]"),
                        utf8("{\"eventType\":\"a\"} {}"),
                        utf8("\uFEFF{\"eventType\":\"a\"}"),
                        utf8(" \n{\"eventType\":\"a\"}\t "),
                        utf8("{\"eventType\":\"a\",\"x\":" + "[".repeat(63) + "]".repeat(63) + "}"),
                        utf8("{\"eventType\":\"a\",\"x\":" + "[".repeat(64) + "]".repeat(64) + "}"),
                        utf8("{\"eventType\":\"a\",\"x\":" + "9".repeat(1_000) + "}"),
                        utf8("{\"eventType\":\"a\",\"x\":" + "9".repeat(1_001) + "}"),
                        "{\"eventType\":\"a\"}".getBytes(StandardCharsets.UTF_16BE),
                        new byte[] {'{', '"', 'e', '"', ':', '"', (byte) 0xC0, (byte) 0x80, '"', '}'})
                .optional();
    }

    private Arbitrary<String> events() {
        Arbitrary<String> type = field(
                "eventType",
                6,
                Arbitraries.of("\"a\"", "\"b\"", "\"c\""),
                Arbitraries.of("\"\"", "\"__a\"", "5", "null", "\"a b\""));
        Arbitrary<String> user = field(
                "userId",
                9,
                Arbitraries.of("\"u\"", "7", "7.0", "\"__u\"", "null"),
                Arbitraries.of("\"\"", "true", "{}", "\"" + "u".repeat(257) + "\""));
        Arbitrary<String> id = field(
                "eventId",
                9,
                Arbitraries.of("\"i1\"", "\"i2\"", "null", "\"__\"", "\"\\ud800\"", "\"\uFFFD\"", "\"\\u0069\\u0031\""),
                Arbitraries.of("\"\"", "5"));
        Arbitrary<String> time = field("timestamp", 12, times(), Arbitraries.of("-1", "1e15", "\"now\"", "[]"));
        Arbitrary<String> data = field("data", 15, data(), Arbitraries.of("5", "\"text\"", "[]", "null"));
        Arbitrary<String> again = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just("\"z\":[1,{\"y\":2}]")),
                Tuple.of(1, data),
                Tuple.of(1, type),
                Tuple.of(1, user));
        return Combinators.combine(type, user, id, time, data, again)
                .as((a, b, c, d, e, f) -> "{" + String.join(",", a, b, c, d, e, f) + "}");
    }

    private static Arbitrary<String> field(String name, int goodToBad, Arbitrary<String> good, Arbitrary<String> bad) {
        return Arbitraries.frequencyOf(Tuple.of(goodToBad, good), Tuple.of(1, bad))
                .map(value -> "\"" + name + "\":" + value);
    }

    /** Around the start of the log, in all the forms in which a time may be written. */
    private Arbitrary<String> times() {
        Arbitrary<Long> millis = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.longs().between(start - 4 * HOUR, start + 2 * HOUR)),
                Tuple.of(1, Arbitraries.longs().between(start - 72 * HOUR, start + 30 * HOUR)));
        Arbitrary<String> written = Combinators.combine(
                        millis, Arbitraries.integers().between(0, 5))
                .as((time, form) -> switch (form) {
                    case 0 -> Long.toString(time);
                    case 1 -> time / 1000 + "." + time % 1000;
                    case 2 -> "\"" + time + "\"";
                    case 3 -> "\"" + Instant.ofEpochMilli(time) + "\"";
                    case 4 -> Long.toString(time / 1000);
                    default -> time + ".999";
                });
        return Arbitraries.frequencyOf(Tuple.of(9, written), Tuple.of(1, Arbitraries.just("null")));
    }

    private Arbitrary<String> data() {
        Arbitrary<String> x = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of("1", "1.0", "2.5", "-0.1", "1e2", "-0", "0.1234567895", "1e-400", "5e-10")),
                Tuple.of(2, Arbitraries.of("1e15", "999999999999999.9999999999", "1e999999999", "1e99999999999")),
                Tuple.of(4, Arbitraries.of("\"p\"", "\"\"", "\"q\"", "\"__none__\"", "true", "\"" + LONG_TEXT + "\"")),
                Tuple.of(1, Arbitraries.of("\"\\ud800\"", "\"\\udc00\"", "\"?\"", "\"\\ud83d\\ude00\"", "\"\u00e4\"")),
                Tuple.of(1, Arbitraries.of("null", "[]", "{}")),
                Tuple.of(2, Arbitraries.of("{\"y\":\"p\"}", "{\"y\":1}", "{\"y\":1,\"y\":\"q\"}", "{\"y\":{}}")));
        return Arbitraries.frequencyOf(
                Tuple.of(6, x.map(value -> "{\"x\":" + value + "}")),
                Tuple.of(
                        1,
                        Combinators.combine(x, x)
                                .as((first, last) -> "{\"x\":" + first + ",\"w\":[],\"x\":" + last + "}")),
                Tuple.of(1, Arbitraries.just("{}")));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
