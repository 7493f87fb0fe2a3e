package io.tidemark.processor.log;

import java.util.HashMap;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where folding of each topic began, kept in ZooKeeper beside the ledger: if the store is emptied, the log is folded again
 * from the same offsets. Thread-safe.
 */
final class TopicStarts {

    private static final String ROOT = "/tidemark/start/";

    private final CuratorFramework zooKeeper;
    private final JsonMapper json = JsonMapper.shared();

    TopicStarts(CuratorFramework zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    /**
     * @param id     the topic's id; null if the topic was never folded
     * @param starts by partition, the first offset folded
     */
    record Starts(@Nullable String id, Map<Integer, Long> starts) {

        static final Starts NONE = new Starts(null, Map.of());
    }

    /** Throws an exception of ZooKeeper's while that is away. */
    Starts read(String topic) throws Exception {
        try {
            return json.readValue(zooKeeper.getData().forPath(ROOT + topic), Starts.class);
        } catch (KeeperException.NoNodeException e) {
            return Starts.NONE;
        }
    }

    /** Adds what is not there yet; what is there stays. Throws an exception of ZooKeeper's while that is away. */
    void add(String topic, String id, Map<Integer, Long> starts) throws Exception {
        Starts known = read(topic);
        Map<Integer, Long> all = new HashMap<>(starts);
        all.putAll(known.starts());
        if (!all.equals(known.starts())) {
            byte[] text = json.writeValueAsBytes(new Starts(id, all));
            zooKeeper.create().orSetData().creatingParentsIfNeeded().forPath(ROOT + topic, text);
        }
    }
}
