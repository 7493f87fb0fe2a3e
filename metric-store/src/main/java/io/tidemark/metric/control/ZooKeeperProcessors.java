package io.tidemark.metric.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The processors that run, each a node that goes with its session. Every method throws {@link ControlUnavailableException}
 * if ZooKeeper does not answer. Thread-safe.
 */
public final class ZooKeeperProcessors {

    private static final String ROOT = "/tidemark/processors";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final CuratorFramework zooKeeper;

    /** @param zooKeeper owned by the caller, with whose session the nodes go that are put here */
    public ZooKeeperProcessors(CuratorFramework zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    /** Enters a processor, or what has changed of it. */
    public void put(ProcessorState processor) {
        ZooKeeperCalls.ask(() -> zooKeeper
                .create()
                .orSetData()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(ROOT + "/" + processor.id(), JSON.writeValueAsBytes(processor)));
    }

    /** Whether this processor is entered, which it is no longer once its session was lost. */
    public boolean has(String id) {
        return ZooKeeperCalls.ask(() -> zooKeeper.checkExists().forPath(ROOT + "/" + id) != null);
    }

    /** By host and id, without those whose nodes this build cannot read. */
    public List<ProcessorState> all() {
        return ZooKeeperCalls.ask(() -> {
            List<ProcessorState> processors = new ArrayList<>();
            try {
                for (String id : zooKeeper.getChildren().forPath(ROOT)) {
                    add(id, processors);
                }
            } catch (KeeperException.NoNodeException e) {
                return processors; // none ever ran
            }
            processors.sort(Comparator.comparing(ProcessorState::host).thenComparing(ProcessorState::id));
            return processors;
        });
    }

    private void add(String id, List<ProcessorState> processors) throws Exception {
        try {
            ProcessorState processor =
                    JSON.readValue(zooKeeper.getData().forPath(ROOT + "/" + id), ProcessorState.class);
            if (processor != null) {
                processors.add(processor);
            }
        } catch (KeeperException.NoNodeException e) {
            // it has just ended
        } catch (JacksonException e) {
            // of another build, or not made by a processor
        }
    }
}
