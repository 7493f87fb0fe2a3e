package io.tidemark.metric.store;

import org.jspecify.annotations.Nullable;

/** The store's answer to a batch. */
public sealed interface ApplyResult {

    /** Everything in the batch is in the store, and its ledger stands at the batch's end. */
    record Applied() implements ApplyResult {}

    /**
     * Nothing was changed, because the store is elsewhere than the batch supposed.
     *
     * @param topicId        the id of the topic that the ledger is of; null if it has none
     * @param position       how far the partition has been folded; null if the ledger does not have it
     * @param start          where folding of the partition began; null if the ledger does not have it
     * @param logTime        the greatest record time folded, or {@link PartitionBatch#NO_LOG_TIME}
     * @param catalogVersion the version in force; 0 if none is
     * @param catalogId      its {@link CatalogVersion#id()}
     */
    record Refused(
            @Nullable String topicId,
            @Nullable Position position,
            @Nullable Long start,
            long logTime,
            int catalogVersion,
            String catalogId)
            implements ApplyResult {

        /** Whether this very catalog is in force in the store, not only its number. */
        public boolean isOfCatalog(CatalogVersion catalog) {
            return catalog.is(catalogVersion, catalogId);
        }
    }
}
