package io.tidemark.metric.store.redis;

import io.tidemark.metric.Accumulator;
import io.tidemark.metric.Aggregation;
import io.tidemark.metric.Merging;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricDefinition.Kind;
import io.tidemark.metric.MetricName;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.StoreSnapshot.StoredName;
import io.tidemark.metric.store.ValueField;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The names of all keys, which are written down here and nowhere else. */
final class RedisKeys {

    static final String ALL = "metrics:";
    static final String COUNTERS = "metrics:counters";
    static final String CATALOG = "metrics:catalog";
    static final String INCARNATION = "metrics:incarnation";
    static final String CHANGES = "metrics:changes";
    static final String LEDGERS = "metrics:ledger:";
    static final String PROGRESS = "metrics:progress:";
    static final String ACCOUNTING = "metrics:accounting:";

    /** No topic is named so: a topic's name has no colon. */
    static final String METRIC_ACCOUNTING = "metrics:accounting:metric:";

    private static final String BOARDS = "metrics:leaderboards:";

    private RedisKeys() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String ledger(String topic) {
        return LEDGERS + topic;
    }

    static String progress(String topic) {
        return PROGRESS + topic;
    }

    static String accounting(String topic) {
        return ACCOUNTING + topic;
    }

    static String accounting(MetricName metric) {
        return METRIC_ACCOUNTING + metric;
    }

    /** A leaderboard of all time, or the copy of the current period. */
    static String board(MetricDefinition metric) {
        return BOARDS + metric.name();
    }

    /** The hash that has the groups of a counter, or all counters without groups. */
    static String counter(MetricDefinition metric) {
        return metric.isGrouped() ? COUNTERS + ":" + metric.name() : COUNTERS;
    }

    /** What the keys of a metric's panes begin with; a pane's digits follow. */
    static String panes(MetricDefinition metric, Window window) {
        return metric.kind() == Kind.LEADERBOARD
                ? board(metric) + ":"
                : ALL + metric.name() + ":" + window.unit() + ":";
    }

    /** The key of a pane, or of all time. */
    static String values(MetricDefinition metric, long pane) {
        Window window = metric.window();
        if (window != null && pane != MetricDelta.ALL_TIME) {
            return panes(metric, window) + window.label(pane);
        }
        return metric.kind() == Kind.LEADERBOARD ? board(metric) : counter(metric);
    }

    static StoredName value(MetricDefinition metric, long pane, String group, String part) {
        String key = values(metric, pane);
        return metric.isSketchOfEachGroup()
                ? new StoredName(key + ":" + group, "")
                : new StoredName(key, field(metric, group, part));
    }

    /** Where the index of the groups that stand by themselves has one. */
    static StoredName inIndex(MetricDefinition metric, long pane, String group) {
        return new StoredName(values(metric, pane), group);
    }

    /** The field or member that holds a part of a value; empty if the key holds it alone. */
    static String field(MetricDefinition metric, String group, String part) {
        if (metric.kind() == Kind.COUNTER && !metric.isGrouped()) {
            return metric.name().text();
        }
        return isInHash(metric) ? new ValueField(group, part).name(metric) : group;
    }

    /** Whether the values of a pane are fields of a hash, and not one text, a sketch or a sorted set. */
    static boolean isInHash(MetricDefinition metric) {
        Aggregation aggregation = metric.aggregation();
        return switch (metric.kind()) {
            case COUNTER -> true;
            case LEADERBOARD -> false;
            case WINDOW -> {
                boolean isText = aggregation.merging() == Merging.ADD && aggregation.isPart(Accumulator.WHOLE);
                yield aggregation.merging() != Merging.UNITE && (metric.isGrouped() || !isText);
            }
        };
    }

    /** Whether the key holds what is known of the log and the catalog, not what was measured. */
    static boolean isBookkeeping(String key) {
        return key.equals(CATALOG) || key.startsWith(LEDGERS) || key.startsWith(PROGRESS) || key.startsWith(ACCOUNTING);
    }

    static boolean isBoard(String key) {
        return key.startsWith(BOARDS);
    }

    /** Whether a text under this key is foreign. */
    static boolean isHashOrBoard(String key) {
        return isBookkeeping(key) || isBoard(key) || key.equals(COUNTERS) || key.startsWith(COUNTERS + ":");
    }

    /** Whether a sorted set under this key is not foreign though it is no leaderboard. */
    static boolean mayBeIndex(String key) {
        return !isHashOrBoard(key);
    }

    /** The topic of a key of bookkeeping, empty if it is not of a topic. */
    static Optional<String> topicOf(String key) {
        return key.startsWith(METRIC_ACCOUNTING)
                ? Optional.empty()
                : Stream.of(LEDGERS, PROGRESS, ACCOUNTING)
                        .filter(key::startsWith)
                        .map(prefix -> key.substring(prefix.length()))
                        .findFirst();
    }

    static StoredName type(String eventType) {
        return new StoredName(COUNTERS, eventType);
    }
}
