package io.tidemark.processor.log;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.control.ConfiguredCatalog;
import io.tidemark.metric.control.ZooKeeperCatalogs;
import io.tidemark.metric.store.CatalogVersion;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.curator.framework.CuratorFramework;

/**
 * What is configured: the newest version in ZooKeeper, into which this processor's settings file is taken once. Thread-safe.
 */
final class ConfiguredCatalogs {

    private final ZooKeeperCatalogs versions;
    private final MetricCatalog file;
    private final Supplier<MetricCatalog> inForce;
    private final Clock clock;
    private volatile Runnable changed = () -> {};
    private boolean taken;
    private volatile ConfiguredCatalog last = ConfiguredCatalog.NONE;

    /**
     * @param file    what the settings file says
     * @param inForce asked where ZooKeeper has no version: what the file is taken into
     */
    ConfiguredCatalogs(CuratorFramework zooKeeper, MetricCatalog file, Supplier<MetricCatalog> inForce, Clock clock) {
        this.versions = new ZooKeeperCatalogs(zooKeeper, () -> changed.run());
        this.file = file;
        this.inForce = inForce;
        this.clock = clock;
    }

    /** @param listener called, on a thread that must not be held up, when there may be a newer one */
    void onChange(Runnable listener) {
        changed = listener;
    }

    /**
     * Asks ZooKeeper.
     *
     * @throws io.tidemark.metric.control.ControlUnavailableException if it does not tell
     * @throws IllegalStateException if it tells of an older one than before
     */
    synchronized MetricCatalog newest() {
        ConfiguredCatalog newest = taken ? versions.newest() : versions.take(file, inForce, clock);
        taken = true;
        if (newest.version() < last.version()) {
            // Not to be followed: it would remove the values of what is not in it.
            throw new IllegalStateException("ZooKeeper tells of version " + newest.version()
                    + " of the catalog as the newest, but " + last.version()
                    + " was seen: one of its servers lags behind, or it has lost the catalogs; if this stays, start the"
                    + " processor again, which enters what is in force and its file");
        }
        last = newest;
        return newest.catalog();
    }

    /** Which configured version that in force is; 0: none that was seen here. */
    int versionOf(CatalogVersion inForce) {
        ConfiguredCatalog known = last;
        return inForce.catalog().equals(known.catalog()) ? known.version() : 0;
    }
}
