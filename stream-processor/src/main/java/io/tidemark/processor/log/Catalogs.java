package io.tidemark.processor.log;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.MetricWriter;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalog in force: the store's, into which the configured one is put when the processor starts. Thread-safe. */
public final class Catalogs {

    private static final Logger LOG = LoggerFactory.getLogger(Catalogs.class);

    private final MetricWriter store;
    private final MetricCatalog configured;
    private final Set<String> topics;
    private volatile CatalogVersion inForce = CatalogVersion.NONE;

    public Catalogs(MetricWriter store, MetricCatalog configured, Set<String> topics) {
        this.store = store;
        this.configured = configured;
        this.topics = Set.copyOf(topics);
    }

    /** The version in force as far as this processor knows; the store refuses a batch folded by another. */
    public CatalogVersion inForce() {
        return inForce;
    }

    /** Whether the version in force is the configured one, as far as this processor knows. */
    boolean isConfiguredInForce() {
        return inForce.catalog().equals(configured);
    }

    /**
     * Puts the configured catalog in force if another one is.
     *
     * @throws io.tidemark.metric.store.CatalogConflictException if it cannot be added to what the store holds
     * @throws io.tidemark.metric.store.StoreUnavailableException if the store does not answer
     */
    public void activateConfigured() {
        CatalogVersion current = refresh();
        while (current.version() == 0 || !current.catalog().equals(configured)) {
            if (store.activate(current, configured, topics)) {
                current = refresh();
                LOG.info(
                        "Catalog version {} is in force: {} metrics",
                        current.version(),
                        current.catalog().definitions().size());
                return; // without a second look: a processor configured otherwise may be next
            }
            current = refresh();
        }
    }

    /** Asks the store which version is in force. */
    CatalogVersion refresh() {
        inForce = store.catalog();
        return inForce;
    }

    /** An emptied store gets a catalog again: this one, or that of another processor that was faster. */
    void restoreIfLost() {
        CatalogVersion current = refresh();
        if (current.version() == 0) {
            store.activate(current, configured, topics);
            refresh();
        }
    }
}
