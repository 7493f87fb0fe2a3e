package io.tidemark.cli.ledger;

import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.processor.log.LogView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One topic's ledger in lines. */
final class LedgerTable {

    private static final String ROW = "%9s %12s %16s %12s %12s %10s  %s";

    private final String topic;
    private final TopicLedger ledger;
    private final @Nullable LogView log;

    /** @param log null if Kafka has no such topic */
    LedgerTable(String topic, TopicLedger ledger, @Nullable LogView log) {
        this.topic = topic;
        this.ledger = ledger;
        this.log = log;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(topic + ", folded under the id " + ledger.topicId() + otherTopic());
        lines.add(ROW.formatted("partition", "start", "position", "log begin", "log end", "lag", "log time"));
        SortedSet<Integer> partitions = new TreeSet<>(ledger.positions().keySet());
        if (log != null) {
            partitions.addAll(log.ends().keySet());
        }
        partitions.forEach(partition -> lines.add(row(partition)));
        lines.add(sum());
        if (ledger.broken() != null) {
            lines.add("broken: " + ledger.broken());
        }
        return lines;
    }

    /** Whether every offset that was folded has its fate. */
    boolean isBalanced() {
        return accounted() == folded();
    }

    private String otherTopic() {
        if (log == null) {
            return "; Kafka has no such topic";
        }
        return log.topicId().equals(ledger.topicId()) ? "" : "; Kafka's has the id " + log.topicId();
    }

    private String row(int partition) {
        Position position = ledger.positions().get(partition);
        Long begin = log == null ? null : log.beginnings().get(partition);
        Long end = log == null ? null : log.ends().get(partition);
        Long logTime = ledger.progress().get(partition);
        return String.format(
                Locale.ROOT,
                ROW,
                partition,
                shown(ledger.starts().get(partition)),
                shown(position),
                shown(begin),
                shown(end),
                shown(position == null || end == null ? null : end - position.offset()),
                shown(logTime == null ? null : Instant.ofEpochMilli(logTime)));
    }

    private String sum() {
        StringJoiner fates = new StringJoiner(" + ");
        for (Fate fate : Fate.values()) {
            fates.add(fate.text() + " " + ledger.fates().getOrDefault(fate, 0L));
        }
        return isBalanced()
                ? fates + " = " + folded() + " offsets folded"
                : fates + " = " + accounted() + ", but " + folded() + " offsets were folded";
    }

    private long accounted() {
        return ledger.fates().values().stream().mapToLong(Long::longValue).sum();
    }

    private long folded() {
        return ledger.positions().entrySet().stream()
                .mapToLong(entry -> entry.getValue().offset() - ledger.starts().getOrDefault(entry.getKey(), 0L))
                .sum();
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
