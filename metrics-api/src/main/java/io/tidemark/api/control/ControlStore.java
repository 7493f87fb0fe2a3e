package io.tidemark.api.control;

import io.tidemark.metric.control.ControlUnavailableException;
import io.tidemark.metric.control.ZooKeeperCatalogs;
import io.tidemark.metric.control.ZooKeeperProcessors;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;

/** What the services agree on in ZooKeeper; without a connection a question is refused soon. Thread-safe. */
final class ControlStore {

    private static final int PATIENCE_MILLIS = 500;

    private final CuratorFramework zooKeeper;
    private final ZooKeeperCatalogs catalogs;
    private final ZooKeeperProcessors processors;

    ControlStore(CuratorFramework zooKeeper, ZooKeeperCatalogs catalogs, ZooKeeperProcessors processors) {
        this.zooKeeper = zooKeeper;
        this.catalogs = catalogs;
        this.processors = processors;
    }

    ZooKeeperCatalogs catalogs() {
        requireConnection();
        return catalogs;
    }

    ZooKeeperProcessors processors() {
        requireConnection();
        return processors;
    }

    /** A call would wait for several timeouts. */
    private void requireConnection() {
        try {
            if (!zooKeeper.blockUntilConnected(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw away();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private static ControlUnavailableException away() {
        return new ControlUnavailableException(
                "ZooKeeper does not answer: there is no connection", new IOException("no connection"));
    }
}
