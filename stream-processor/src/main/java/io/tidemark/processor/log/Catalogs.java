package io.tidemark.processor.log;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.MetricWriter;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalog in force: the store's, into which the configured one is put. Thread-safe. */
public final class Catalogs {

    private static final Logger LOG = LoggerFactory.getLogger(Catalogs.class);

    private final MetricWriter store;
    private final Supplier<MetricCatalog> configured;
    private final Set<String> topics;
    private volatile CatalogVersion inForce = CatalogVersion.NONE;

    /** With a configured catalog that stays. */
    public Catalogs(MetricWriter store, MetricCatalog configured, Set<String> topics) {
        this(store, () -> configured, topics);
    }

    /** @param configured tells which one is configured now */
    public Catalogs(MetricWriter store, Supplier<MetricCatalog> configured, Set<String> topics) {
        this.store = store;
        this.configured = configured;
        this.topics = Set.copyOf(topics);
    }

    /** The version in force as far as this processor knows; the store refuses a batch folded by another. */
    public CatalogVersion inForce() {
        return inForce;
    }

    /**
     * Puts the configured catalog in force if another one is. What is in force is looked at first: then a version that was
     * configured meanwhile, and put in force by another processor, is not taken back by one that slept in between.
     *
     * @throws io.tidemark.metric.store.CatalogConflictException if it cannot be added to what the store holds
     * @throws io.tidemark.metric.store.StoreUnavailableException if the store does not answer
     */
    public void activateConfigured() {
        while (true) {
            CatalogVersion current = refresh();
            MetricCatalog wanted = configured.get();
            if (current.version() > 0 && current.catalog().equals(wanted)) {
                return;
            }
            if (store.activate(current, wanted, topics)) {
                current = refresh();
                LOG.info(
                        "Catalog version {} is in force: {} metrics",
                        current.version(),
                        current.catalog().definitions().size());
                return; // without a second look: a processor configured otherwise may be next
            }
        }
    }

    /** Asks the store which version is in force. One after another: an older answer must not replace a newer one. */
    synchronized CatalogVersion refresh() {
        inForce = store.catalog();
        return inForce;
    }

    /** An emptied store gets a catalog again: this one, or that of another processor that was faster. */
    void restoreIfLost() {
        CatalogVersion current = refresh();
        if (current.version() == 0) {
            store.activate(current, configured.get(), topics);
            refresh();
        }
    }
}
