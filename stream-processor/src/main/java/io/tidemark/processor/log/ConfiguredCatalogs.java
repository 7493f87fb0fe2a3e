package io.tidemark.processor.log;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.control.ConfiguredCatalog;
import io.tidemark.metric.control.ZooKeeperCatalogs;
import io.tidemark.metric.store.CatalogVersion;
import java.time.Clock;
import org.apache.curator.framework.CuratorFramework;

/**
 * What is configured: the newest version in ZooKeeper, into which this processor's settings file is taken once. Thread-safe.
 */
final class ConfiguredCatalogs {

    private final ZooKeeperCatalogs versions;
    private final MetricCatalog file;
    private final Clock clock;
    private volatile Runnable changed = () -> {};
    private boolean taken;
    private volatile ConfiguredCatalog last = ConfiguredCatalog.NONE;

    /** @param file what the settings file says */
    ConfiguredCatalogs(CuratorFramework zooKeeper, MetricCatalog file, Clock clock) {
        this.versions = new ZooKeeperCatalogs(zooKeeper, () -> changed.run());
        this.file = file;
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
     */
    synchronized MetricCatalog newest() {
        ConfiguredCatalog newest = taken ? versions.newest() : versions.take(file, clock);
        taken = true;
        if (newest.version() == 0 && last.version() > 0) {
            // Not to be followed: it would remove all values.
            throw new IllegalStateException(
                    "ZooKeeper has lost the catalogs; a start of this processor enters its file again");
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
