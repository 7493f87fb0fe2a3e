package io.tidemark.cli.audit;

import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.StoreSnapshot;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The audit of a store against a log that is at hand as a whole. */
public final class StoreAudit {

    private StoreAudit() {}

    /**
     * Folds the log up to where the store's ledger stands, and compares.
     *
     * @param log every record, those of each partition in the order of their offsets
     * @return a line for each difference; none if there is none
     */
    public static List<String> differences(MetricReader store, List<ConsumerRecord<byte[], byte[]>> log) {
        Log records = (section, sink) -> sink.records(log.stream()
                .filter(record -> record.offset() >= section.from(record.partition()))
                .map(LogRecord::of)
                .toList());
        StoreSnapshot snapshot = store.snapshot();
        AuditFold fold = AuditFold.fromTheStart(snapshot, FoldObserver.NONE);
        try {
            return new Audit(records, StoreNames.of(store))
                    .of(snapshot, fold, null).differences().stream()
                            .map(Difference::toString)
                            .toList();
        } catch (NotProvableException e) {
            return List.of(e.reason());
        }
    }
}
