package io.tidemark.metric.store.redis;

import io.tidemark.metric.Decimals;
import io.tidemark.metric.HyperLogLog;
import io.tidemark.metric.InvalidDefinitionException;
import io.tidemark.metric.MetricName;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.MetricAccounting;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.StoreSnapshot.StoredName;
import io.tidemark.metric.store.TopicLedger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sorts what snapshot.lua found into bookkeeping and values. */
final class SnapshotReplies {

    private final Map<String, Map<String, String>> bookkeeping = new HashMap<>();
    private final Map<StoredName, String> values = new HashMap<>();

    private SnapshotReplies(Replies answer) {
        for (int i = 2; i + 2 < answer.size(); i += 3) {
            sort(answer.text(i), answer.text(i + 1), answer, i + 2);
        }
    }

    static StoreSnapshot snapshot(Replies answer) {
        SnapshotReplies sorted = new SnapshotReplies(answer);
        Instant time = Instant.ofEpochSecond(answer.number(0), answer.number(1) * 1000);
        return new StoreSnapshot(time, sorted.catalogs(), sorted.ledgers(), sorted.accounting(), sorted.values);
    }

    private void sort(String key, String type, Replies answer, int content) {
        if (key.equals(RedisKeys.INCARNATION)) {
            return; // drawn by lot: nothing that follows from the log
        }
        if (RedisKeys.isBookkeeping(key) && type.equals("hash")) {
            bookkeeping.put(key, answer.list(content).pairs());
        } else if (type.equals("string") && !RedisKeys.isHashOrBoard(key)) {
            values.put(new StoredName(key, ""), text(answer, content));
        } else if (type.equals(RedisKeys.isBoard(key) ? "zset" : "hash")) {
            answer.list(content)
                    .pairs()
                    .forEach((field, value) -> values.put(
                            new StoredName(key, field),
                            RedisKeys.isBoard(key)
                                    ? Decimals.plain(Replies.decimal(value)).toPlainString()
                                    : value));
        } else if (type.equals("zset") && RedisKeys.mayBeIndex(key)) {
            answer.list(content)
                    .pairs()
                    .forEach((group, hash) -> values.put(new StoredName(key, group), MetricReader.indexed(hash)));
        } else {
            values.put(new StoredName(key, ""), type);
        }
    }

    private static String text(Replies answer, int place) {
        byte[] bytes = answer.bytesOrNull(place);
        return Optional.ofNullable(bytes)
                .flatMap(StoredHyperLogLog::decode)
                .map(HyperLogLog::toString)
                .orElseGet(() -> answer.text(place));
    }

    private List<CatalogVersion> catalogs() {
        return CatalogReplies.history(fields(RedisKeys.CATALOG));
    }

    private Map<String, TopicLedger> ledgers() {
        Set<String> topics = new TreeSet<>();
        for (String key : bookkeeping.keySet()) {
            RedisKeys.topicOf(key).ifPresent(topics::add);
        }
        Map<String, TopicLedger> ledgers = new HashMap<>();
        for (String topic : topics) {
            ledgers.put(
                    topic,
                    LedgerReplies.ledger(
                            fields(RedisKeys.ledger(topic)),
                            fields(RedisKeys.progress(topic)),
                            fields(RedisKeys.accounting(topic))));
        }
        return ledgers;
    }

    private Map<MetricName, MetricAccounting> accounting() {
        Map<MetricName, MetricAccounting> accounting = new HashMap<>();
        bookkeeping.forEach((key, fields) -> {
            if (key.startsWith(RedisKeys.METRIC_ACCOUNTING)) {
                String name = key.substring(RedisKeys.METRIC_ACCOUNTING.length());
                try {
                    accounting.put(new MetricName(name), LedgerReplies.accounting(fields));
                } catch (InvalidDefinitionException e) {
                    values.put(new StoredName(key, ""), "hash"); // not written by us: let the auditor see it
                }
            }
        });
        return accounting;
    }

    private Map<String, String> fields(String key) {
        return bookkeeping.getOrDefault(key, Map.of());
    }
}
