package io.tidemark.metric.store.redis;

import static io.tidemark.metric.store.MetricDelta.UNGROUPED;

import io.tidemark.metric.Accumulator;
import io.tidemark.metric.Aggregation;
import io.tidemark.metric.Decimals;
import io.tidemark.metric.HyperLogLog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricValue;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.BoardEntry;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.Grain;
import io.tidemark.metric.store.MetricAccounting;
import io.tidemark.metric.store.Pane;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.TooLargeException;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.metric.store.ValueField;
import io.tidemark.metric.store.WindowValues;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reading half of the store: one read-only script or one command for each question. */
final class RedisMetricReader {

    private final RedisCalls redis;
    private final Clock clock;

    // Every question asks for the catalog, which hardly ever changes: parsed again only if it has.
    private volatile ReadCatalog lastRead = new ReadCatalog(new Replies(List.of()));

    RedisMetricReader(RedisCalls redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    CatalogVersion catalog() {
        Replies answer = redis.run(RedisScript.CATALOG, List.of(RedisKeys.CATALOG), List.of());
        ReadCatalog last = lastRead;
        if (!answer.hasSameTexts(last.answer)) {
            last = new ReadCatalog(answer);
            lastRead = last;
        }
        return last.version;
    }

    List<CatalogVersion> catalogHistory() {
        return CatalogReplies.history(hash(RedisKeys.CATALOG));
    }

    Optional<String> wrongSetup() {
        // INFO: a managed Redis often refuses CONFIG.
        Properties info = redis.call(connection -> connection.serverCommands().info());
        if (info != null && "1".equals(info.getProperty("cluster_enabled"))) {
            return Optional.of(
                    "it runs in cluster mode, in which no script reaches all keys; use one primary with replicas");
        }
        String policy = info == null ? null : info.getProperty("maxmemory_policy");
        return policy == null || policy.equals("noeviction")
                ? Optional.empty()
                : Optional.of("maxmemory-policy is " + policy
                        + ", so it may drop values without a word; set it to noeviction");
    }

    SortedSet<String> topics() {
        Replies names = redis.run(RedisScript.TOPICS, List.of(RedisKeys.CATALOG), List.of(RedisKeys.LEDGERS));
        SortedSet<String> topics = new TreeSet<>();
        for (int i = 0; i < names.size(); i++) {
            topics.add(names.text(i));
        }
        return topics;
    }

    TopicLedger ledger(String topic) {
        List<String> keys = List.of(RedisKeys.ledger(topic), RedisKeys.progress(topic), RedisKeys.accounting(topic));
        Replies answer = redis.run(RedisScript.LEDGER, keys, List.of());
        return LedgerReplies.ledger(
                answer.list(0).pairs(), answer.list(1).pairs(), answer.list(2).pairs());
    }

    MetricAccounting accounting(MetricDefinition metric) {
        String key = RedisKeys.accounting(metric.name());
        try {
            return LedgerReplies.accounting(hash(key));
        } catch (StoreDamagedException e) {
            return LedgerReplies.unreadable(key + ": " + e.getMessage());
        }
    }

    Map<String, BigDecimal> counters() {
        return decimals(RedisKeys.COUNTERS);
    }

    Map<String, BigDecimal> groups(MetricDefinition counter) {
        return decimals(RedisKeys.counter(counter));
    }

    List<BoardEntry> top(MetricDefinition board, OptionalLong pane, int topN) {
        return places(board, pane, "top", Integer.toString(topN));
    }

    List<BoardEntry> around(MetricDefinition board, OptionalLong pane, String member, int reach) {
        return places(board, pane, "around", member, Integer.toString(reach));
    }

    WindowValues window(MetricDefinition metric, Instant from, Instant to, Instant now, Grain grain) {
        Window window = Objects.requireNonNull(metric.window(), () -> "'" + metric.name() + "' has no window");
        long every = window.every().toMillis();
        long first = window.paneStart(from.toEpochMilli());
        List<String> keys = new ArrayList<>(List.of(RedisKeys.CATALOG));
        for (long start = first; start <= to.toEpochMilli(); start += every) {
            keys.add(RedisKeys.values(metric, start));
        }
        Replies answer = redis.run(
                RedisScript.PANES,
                keys,
                List.of(
                        RedisKeys.PROGRESS,
                        Long.toString(now.toEpochMilli()),
                        Long.toString(window.paneEnd(first)),
                        Long.toString(every),
                        Long.toString(window.keep().toMillis()),
                        shapeOf(metric),
                        Integer.toString(
                                metric.isSketchOfEachGroup()
                                        ? TooLargeException.MAX_SKETCH_BYTES
                                        : TooLargeException.MAX_FIELDS)));
        if (metric.isDistinct()) {
            // One sketch after the other: all of them decoded at once would be a third larger than the answer.
            Stream<Stream<Map.Entry<String, HyperLogLog>>> panes = IntStream.range(0, answer.size())
                    .mapToObj(i -> metric.isGrouped()
                            ? sketches(keys.get(i + 1), answer.list(i))
                            : sketch(keys.get(i + 1), UNGROUPED, answer.bytesOrNull(i)));
            return WindowValues.ofSketches(first, every, panes::iterator, grain);
        }
        List<Pane> panes = new ArrayList<>();
        for (int i = 0; i < answer.size(); i++) {
            panes.add(new Pane(first + i * every, values(metric, keys.get(i + 1), answer, i)));
        }
        return WindowValues.of(metric.aggregation(), panes, grain);
    }

    StoreSnapshot snapshot() {
        return SnapshotReplies.snapshot(redis.run(RedisScript.SNAPSHOT, List.of(), List.of(RedisKeys.ALL)));
    }

    private List<BoardEntry> places(MetricDefinition board, OptionalLong pane, String... query) {
        Window window = board.window();
        List<String> arguments = new ArrayList<>(List.of(
                RedisKeys.PROGRESS,
                Long.toString(clock.millis()),
                window == null ? "" : Long.toString(window.every().toMillis()),
                window == null ? "" : Long.toString(window.keep().toMillis()),
                pane.isPresent() ? Long.toString(pane.getAsLong()) : ""));
        arguments.addAll(Arrays.asList(query));
        Replies answer = redis.run(RedisScript.BOARD, List.of(RedisKeys.CATALOG, RedisKeys.board(board)), arguments);
        List<BoardEntry> places = new ArrayList<>();
        for (int i = 1; i < answer.size(); i += 2) {
            long rank = answer.number(0) + places.size() + 1;
            places.add(new BoardEntry(rank, answer.text(i), score(answer.text(i + 1))));
        }
        return places;
    }

    private static BigDecimal score(String text) {
        return Decimals.plain(Replies.decimal(text));
    }

    /** Which of the script's ways a pane of this metric is read. */
    private static String shapeOf(MetricDefinition metric) {
        if (metric.isSketchOfEachGroup()) {
            return "g";
        }
        return RedisKeys.isInHash(metric) ? "h" : "s";
    }

    /** Of groups and their sketches in turn. */
    private static Stream<Map.Entry<String, HyperLogLog>> sketches(String key, Replies groups) {
        return IntStream.range(0, groups.size() / 2)
                .boxed()
                .flatMap(i -> sketch(key, groups.text(2 * i), groups.bytesOrNull(2 * i + 1)));
    }

    private static Stream<Map.Entry<String, HyperLogLog>> sketch(String key, String group, byte @Nullable [] value) {
        return Stream.ofNullable(value)
                .map(bytes -> Map.entry(
                        group,
                        StoredHyperLogLog.decode(bytes)
                                .orElseThrow(() -> new StoreDamagedException(
                                        key + ": it holds a text where a HyperLogLog must be"))));
    }

    private static Map<String, MetricValue> values(MetricDefinition metric, String key, Replies answer, int place) {
        try {
            return RedisKeys.isInHash(metric)
                    ? ValueField.values(metric, answer.list(place).pairs())
                    : value(metric.aggregation(), answer.textOrNull(place));
        } catch (IllegalArgumentException e) {
            throw new StoreDamagedException(key + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, MetricValue> value(Aggregation aggregation, @Nullable String text) {
        return text == null ? Map.of() : Map.of(UNGROUPED, aggregation.restore(Map.of(Accumulator.WHOLE, text)));
    }

    private Map<String, BigDecimal> decimals(String key) {
        Map<String, BigDecimal> decimals = new LinkedHashMap<>();
        hash(key).forEach((field, value) -> decimals.put(field, Replies.decimal(value)));
        return decimals;
    }

    private Map<String, String> hash(String key) {
        Map<byte[], byte[]> hash =
                redis.call(connection -> connection.hashCommands().hGetAll(RedisKeys.bytes(key)));
        Map<String, String> texts = new LinkedHashMap<>();
        if (hash != null) {
            hash.forEach((field, value) ->
                    texts.put(new String(field, StandardCharsets.UTF_8), new String(value, StandardCharsets.UTF_8)));
        }
        return texts;
    }

    /** A catalog and what it was read from. */
    private record ReadCatalog(Replies answer, CatalogVersion version) {

        ReadCatalog(Replies answer) {
            this(answer, CatalogReplies.version(answer));
        }
    }
}
