package io.tidemark.metric.store.redis;

import io.tidemark.metric.Accumulator;
import io.tidemark.metric.LongCount;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricDefinition.Kind;
import io.tidemark.metric.Period;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.PartitionBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A batch laid out flat, as apply-batch.lua wants it. */
final class BatchArguments {

    private static final long EXPIRY_MARGIN_SECONDS = 3 * 3600L;

    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte[]> arguments = new ArrayList<>();
    private final List<byte[]> blocks = new ArrayList<>();
    private final Map<MetricDefinition, Integer> boards = new HashMap<>();
    private int blockCount;

    BatchArguments(PartitionBatch batch) {
        key(RedisKeys.ledger(batch.topic()));
        key(RedisKeys.accounting(batch.topic()));
        key(RedisKeys.progress(batch.topic()));
        key(RedisKeys.CATALOG);
        addHead(batch);
        addAccounting(batch.metrics());
        addBoards(batch);
        addBlocks(batch);
    }

    int keyCount() {
        return keys.size();
    }

    byte[][] keysAndArguments() {
        List<byte[]> all = new ArrayList<>(keys.size() + arguments.size() + blocks.size() + 1);
        all.addAll(keys);
        all.addAll(arguments);
        all.add(RedisKeys.bytes(Integer.toString(blockCount)));
        all.addAll(blocks);
        return all.toArray(byte[][]::new);
    }

    private void addHead(PartitionBatch batch) {
        argument(batch.topicId());
        argument(batch.partition());
        argument(batch.from());
        argument(batch.to().toString());
        argument(batch.ruledBy().version());
        argument(batch.ruledBy().id());
        argument(timeText(batch.logTimeBefore()));
        argument(timeText(batch.logTime()));
        argument(changesOf(batch));
        argument(RedisKeys.CHANGES);
        argument(RedisKeys.LEDGERS);
        argument(RedisKeys.PROGRESS);
        argument(batch.checkpointsOver());
        argument(batch.start());
        for (Fate fate : Fate.values()) {
            argument(batch.fate(fate));
        }
    }

    private void addAccounting(List<MetricDelta> metrics) {
        argument(metrics.size());
        for (MetricDelta delta : metrics) {
            key(RedisKeys.accounting(delta.metric().name()));
            argument(delta.matched());
            argument(delta.applied());
            argument(delta.late());
            argument(delta.unusable());
        }
    }

    /** All of the catalog, not only those of the batch: when the log reaches another period, each copy changes. */
    private void addBoards(PartitionBatch batch) {
        List<MetricDefinition> withPeriod = batch.catalog().definitions().stream()
                .filter(metric -> metric.period() != null)
                .toList();
        argument(withPeriod.size());
        for (MetricDefinition board : withPeriod) {
            Period period = board.period();
            if (period != null) {
                boards.put(board, boards.size() + 1);
                argument(RedisKeys.board(board));
                argument(period.window().every().toMillis());
            }
        }
    }

    private void addBlocks(PartitionBatch batch) {
        if (!batch.types().isEmpty()) {
            block(RedisKeys.COUNTERS, "h", 0, batch.types().size());
            for (Map.Entry<String, LongCount> type : batch.types().entrySet()) {
                cell(blocks, type.getKey(), type.getValue().delta());
            }
        }
        List<MetricDelta> metrics = batch.metrics();
        for (int i = 0; i < metrics.size(); i++) {
            // What is counted of every type is counted with the types.
            if (!metrics.get(i).metric().isTypeCounter()) {
                addBlocks(metrics.get(i), i + 1);
            }
        }
    }

    private void addBlocks(MetricDelta delta, int owner) {
        MetricDefinition metric = delta.metric();
        for (Map.Entry<Long, Map<String, Accumulator>> pane : delta.panes().entrySet()) {
            List<byte[]> cells = new ArrayList<>();
            for (Map.Entry<String, Accumulator> group : pane.getValue().entrySet()) {
                String name = group.getKey();
                group.getValue().deltas((part, added) -> cell(cells, RedisKeys.field(metric, name, part), added));
            }
            addBlock(metric, owner, pane.getKey(), cells.size() / 2);
            blocks.addAll(cells);
        }
    }

    private void addBlock(MetricDefinition metric, int owner, long pane, int size) {
        String key = RedisKeys.values(metric, pane);
        Window window = metric.window();
        if (window == null) {
            block(key, typeOf(metric), owner, size);
        } else {
            long expires = (window.paneEnd(pane) + window.keep().toMillis()) / 1000 + EXPIRY_MARGIN_SECONDS;
            block(key, typeOf(metric), owner, boards.getOrDefault(metric, 0), pane, Long.toString(expires), size);
        }
    }

    private static String typeOf(MetricDefinition metric) {
        if (metric.kind() == Kind.LEADERBOARD) {
            return "z";
        }
        return switch (metric.aggregation().merging()) {
            case ADD -> RedisKeys.isInHash(metric) ? "h" : "s";
            case LEAST -> "n";
            case GREATEST -> "x";
            case LATEST -> "l";
            case UNITE -> metric.isGrouped() ? "g" : "p";
        };
    }

    private void block(String key, String kind, int owner, int size) {
        block(key, kind, owner, 0, 0, "", size);
    }

    private void block(String key, String kind, int owner, int board, long pane, String expires, int size) {
        key(key);
        for (Object part : new Object[] {kind, owner, board, pane, expires, size}) {
            blocks.add(RedisKeys.bytes(part.toString()));
        }
        blockCount++;
    }

    private static void cell(List<byte[]> cells, String field, String added) {
        cells.add(RedisKeys.bytes(field));
        cells.add(RedisKeys.bytes(added));
    }

    private static String timeText(long logTime) {
        return logTime == PartitionBatch.NO_LOG_TIME ? "" : Long.toString(logTime);
    }

    private void key(String key) {
        keys.add(RedisKeys.bytes(key));
    }

    private void argument(long number) {
        argument(Long.toString(number));
    }

    private void argument(String text) {
        arguments.add(RedisKeys.bytes(text));
    }

    /** Names need no escaping in JSON. */
    private static String changesOf(PartitionBatch batch) {
        StringBuilder names = new StringBuilder();
        for (MetricDelta delta : batch.metrics()) {
            if (delta.hasCells()) {
                names.append(",\"").append(delta.metric().name()).append('"');
            }
        }
        for (String type : batch.types().keySet()) {
            names.append(",\"").append(type).append('"');
        }
        return names.isEmpty() ? "" : "[" + names.substring(1) + "]";
    }
}
