package io.tidemark.cli.audit;

import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.TopicLedger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folds the log up to the ledger of a snapshot of the store, and compares the two. */
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
     * @param fold of this snapshot, with nothing read yet: of the start, or of a baseline
     * @throws NotProvableException if the log cannot tell what the store should hold
     */
    AuditReport of(StoreSnapshot snapshot, AuditFold fold, @Nullable String metric) throws NotProvableException {
        if (snapshot.ledgers().isEmpty()) {
            throw new NotProvableException(
                    "the store has no ledger: nothing was folded into it, or the ledger is lost");
        }
        for (Map.Entry<String, TopicLedger> topic : snapshot.ledgers().entrySet()) {
            log.read(fold.section(topic.getKey(), topic.getValue(), false), fold);
        }
        AuditScope scope = metric == null ? AuditScope.WHOLE : AuditScope.of(metric, fold, names);
        return new AuditComparison(fold, snapshot, names, scope).compare();
    }
}
