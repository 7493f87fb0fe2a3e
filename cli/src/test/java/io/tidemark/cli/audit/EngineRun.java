package io.tidemark.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.CatalogConflictException;
import io.tidemark.metric.store.LogPoint;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.processor.fold.BatchFold;
import io.tidemark.processor.fold.CompiledCatalog;
import io.tidemark.processor.fold.IdReadBack;
import io.tidemark.processor.fold.SeenIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine over a log that grows step by step, as the processor would drive it. */
final class EngineRun {

    private static final String TOPIC = "events";
    private static final String ID = "topic-id";

    private final MetricWriter writer;
    private final MetricReader reader;
    private final List<LogRecord> log = new ArrayList<>();
    private final Map<Integer, SeenIds> seen = new HashMap<>();
    private final long[] ends = new long[Step.PARTITIONS];
    private final long start;
    private long time;

    EngineRun(MetricWriter writer, MetricReader reader, long start) {
        this.writer = writer;
        this.reader = reader;
        this.start = start;
        this.time = start;
    }

    /** What may happen, in any order. */
    sealed interface Step {

        int PARTITIONS = 2;

        /**
         * A record is appended, with a hole of some offsets before it, some time after the last one.
         *
         * @param earlier how much earlier the record was first written, if it is a replay
         */
        record Append(int partition, int hole, long later, long earlier, Optional<byte[]> value) implements Step {}

        /**
         * A partition is folded up to the end of its log.
         *
         * @param restarted by an engine that remembers nothing, so that ids have to be read back
         */
        record Fold(int partition, boolean restarted) implements Step {

            Fold(int partition) {
                this(partition, true);
            }
        }

        /** Another catalog is put in force. */
        record Activate(String catalog) implements Step {}
    }

    void take(Step step) {
        if (step instanceof Step.Append append) {
            append(append);
        } else if (step instanceof Step.Fold fold) {
            fold(fold);
        } else if (step instanceof Step.Activate activate) {
            activate(activate.catalog());
        }
    }

    AuditReport audit() throws NotProvableException {
        StoreSnapshot snapshot = reader.snapshot();
        return audit(snapshot, AuditFold.fromTheStart(snapshot, FoldObserver.NONE));
    }

    AuditReport audit(StoreSnapshot snapshot, AuditFold fold) throws NotProvableException {
        Log records = (section, sink) -> sink.records(log.stream()
                .filter(record -> record.offset() >= section.from(record.partition()))
                .toList());
        return new Audit(records, StoreNames.of(reader)).of(snapshot, fold, null);
    }

    private void append(Step.Append append) {
        int partition = append.partition();
        time = Math.max(start, time + append.later());
        long offset = ends[partition] + append.hole();
        log.add(new LogRecord(
                TOPIC,
                partition,
                offset,
                time,
                time - append.earlier(),
                append.value().orElse(null)));
        ends[partition] = offset + 1;
    }

    private void activate(String catalog) {
        try {
            writer.activate(writer.catalog(), MetricCatalog.parse(catalog), List.of(TOPIC));
        } catch (CatalogConflictException e) {
            // A name that a type has taken: the catalog before stays in force.
        }
    }

    private void fold(Step.Fold step) {
        int partition = step.partition();
        writer.claim(writer.incarnation(), TOPIC, ID, Map.of(partition, 0L));
        TopicLedger ledger = writer.ledger(TOPIC);
        Position from = ledger.positions().getOrDefault(partition, Position.at(0));
        long logTime = ledger.progress().getOrDefault(partition, PartitionBatch.NO_LOG_TIME);
        PartitionBatch batch = new PartitionBatch(TOPIC, ID, partition, writer.catalog(), 0, from, logTime);
        SeenIds ids = step.restarted() ? seenBefore(partition, ledger) : seenStill(partition, ledger);
        BatchFold fold = new BatchFold(new CompiledCatalog(writer.catalog()), batch, ids);
        for (LogRecord record : records(partition, from.offset(), ends[partition])) {
            fold.add(record.value(), record.offset(), record.timestamp(), record.undatedTime());
        }
        batch.endAt(Position.at(ends[partition]));
        assertThat(writer.apply(batch)).isInstanceOf(ApplyResult.Applied.class);
        ids.settle(ends[partition], batch.logTime());
        seen.put(partition, ids);
    }

    /** As by a processor that goes on: it reads ids back only when a catalog looks back further than it remembers. */
    private SeenIds seenStill(int partition, TopicLedger ledger) {
        SeenIds ids = seen.get(partition);
        Deduplication rule = writer.catalog().catalog().deduplication();
        return ids != null && ids.covers(rule) ? ids : seenBefore(partition, ledger);
    }

    /** As after a restart before the batch. */
    private SeenIds seenBefore(int partition, TopicLedger ledger) {
        Deduplication rule = writer.catalog().catalog().deduplication();
        LogPoint from = ledger.readBackFrom(partition, rule);
        long position =
                ledger.positions().getOrDefault(partition, Position.at(0)).offset();
        IdReadBack ids = new IdReadBack(rule, from.logTime());
        for (LogRecord record : records(partition, from.offset(), position)) {
            ids.add(record.value(), record.offset(), record.timestamp(), record.undatedTime());
        }
        return ids.upTo(position);
    }

    private List<LogRecord> records(int partition, long from, long to) {
        return log.stream()
                .filter(record -> record.partition() == partition)
                .filter(record -> record.offset() >= from && record.offset() < to)
                .toList();
    }
}
