package io.tidemark.metric.store.redis;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricDefinition.Kind;
import io.tidemark.metric.MetricName;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.CatalogConflictException;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.ClaimResult;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The writing half of the store: one script for each change. */
final class RedisMetricWriter {

    private final RedisCalls redis;

    RedisMetricWriter(RedisCalls redis) {
        this.redis = redis;
    }

    ApplyResult apply(PartitionBatch batch) {
        BatchArguments arguments = new BatchArguments(batch);
        Replies answer = redis.run(RedisScript.APPLY, arguments.keyCount(), arguments.keysAndArguments());
        if (answer.number(0) == 1) {
            return new ApplyResult.Applied();
        }
        String position = answer.textOrNull(2);
        String start = answer.textOrNull(3);
        String logTime = answer.textOrNull(4);
        return new ApplyResult.Refused(
                answer.textOrNull(1),
                position == null ? null : Position.parse(position),
                start == null ? null : Long.valueOf(start),
                logTime == null ? PartitionBatch.NO_LOG_TIME : Long.parseLong(logTime),
                (int) answer.number(5),
                answer.text(6));
    }

    String incarnation() {
        List<String> proposed = List.of(UUID.randomUUID().toString());
        return redis.run(RedisScript.INCARNATION, List.of(RedisKeys.INCARNATION), proposed)
                .text(0);
    }

    ClaimResult claim(String incarnation, String topic, String topicId, Map<Integer, Long> starts) {
        List<String> arguments = new ArrayList<>(List.of(incarnation, topic, topicId, RedisKeys.LEDGERS));
        starts.forEach((partition, start) -> {
            arguments.add(partition.toString());
            arguments.add(start.toString());
        });
        List<String> keys = List.of(
                RedisKeys.INCARNATION,
                RedisKeys.ledger(topic),
                RedisKeys.accounting(topic),
                RedisKeys.progress(topic),
                RedisKeys.CATALOG);
        return ClaimResult.valueOf(redis.run(RedisScript.CLAIM, keys, arguments).text(0));
    }

    boolean activate(CatalogVersion current, MetricCatalog next, Collection<String> topics) {
        List<String> arguments = new ArrayList<>(List.of(
                Integer.toString(current.version()),
                current.id(),
                Integer.toString(current.version() + 1),
                next.text(),
                RedisKeys.LEDGERS));
        addList(arguments, topics);
        addList(
                arguments,
                next.namesNewTo(current.catalog()).stream()
                        .map(MetricName::text)
                        .toList());
        addEnded(arguments, current.catalog().endedBy(next));
        Replies answer = redis.run(RedisScript.ACTIVATE, List.of(RedisKeys.CATALOG, RedisKeys.COUNTERS), arguments);
        if (answer.number(0) < 0) {
            throw CatalogConflictException.nameOfType(answer.text(1));
        }
        return answer.number(0) == 1;
    }

    void reset(String topic, String topicId, Map<Integer, Long> starts) {
        List<String> arguments = new ArrayList<>(List.of(topic, topicId, RedisKeys.ALL, RedisKeys.LEDGERS));
        starts.forEach((partition, start) -> {
            arguments.add(partition.toString());
            arguments.add(start.toString());
        });
        redis.run(RedisScript.RESET, List.of(RedisKeys.CATALOG), arguments);
    }

    private static void addEnded(List<String> arguments, List<MetricDefinition> ended) {
        List<String> fields = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<String> panes = new ArrayList<>();
        for (MetricDefinition metric : ended) {
            keys.add(RedisKeys.accounting(metric.name()));
            Window window = metric.window();
            if (window != null) {
                panes.add(RedisKeys.panes(metric, window));
            }
            if (metric.kind() == Kind.LEADERBOARD) {
                keys.add(RedisKeys.board(metric));
            } else if (metric.kind() == Kind.COUNTER && !metric.isGrouped()) {
                fields.add(metric.name().text());
            } else if (metric.kind() == Kind.COUNTER) {
                keys.add(RedisKeys.counter(metric));
            }
        }
        addList(arguments, fields);
        addList(arguments, keys);
        addList(arguments, panes);
    }

    private static void addList(List<String> arguments, Collection<String> list) {
        arguments.add(Integer.toString(list.size()));
        arguments.addAll(list);
    }
}
