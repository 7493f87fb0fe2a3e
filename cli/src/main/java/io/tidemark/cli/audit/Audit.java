package io.tidemark.cli.audit;

import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.TopicLedger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a snapshot of the store and folds the log up to the snapshot's own ledger. */
final class Audit {

    private final Log log;
    private final StoreNames names;

    Audit(Log log, StoreNames names) {
        this.log = log;
        this.names = names;
    }

    /**
     * Audits everything, or what stands under one name.
     *
     * @throws NotProvableException if the log cannot tell what the store should hold
     */
    AuditReport of(StoreSnapshot snapshot, @Nullable String metric) throws NotProvableException {
        if (snapshot.ledgers().isEmpty()) {
            throw new NotProvableException(
                    "the store has no ledger: nothing was folded into it, or the ledger is lost");
        }
        AuditFold fold = new AuditFold(snapshot);
        for (Map.Entry<String, TopicLedger> topic : snapshot.ledgers().entrySet()) {
            log.read(topic.getKey(), topic.getValue(), fold::add);
        }
        AuditScope scope = metric == null ? AuditScope.WHOLE : AuditScope.of(metric, fold, names);
        return new AuditComparison(fold, snapshot, names, scope).compare();
    }
}
