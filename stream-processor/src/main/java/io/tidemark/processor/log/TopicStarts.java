package io.tidemark.processor.log;

import java.util.HashMap;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
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
        return read(topic, new Stat());
    }

    /**
     * Adds what is not there yet; of the same topic what is there stays, another one's is replaced. Throws an exception of
     * ZooKeeper's while that is away, or if another process was faster.
     */
    void add(String topic, String id, Map<Integer, Long> starts) throws Exception {
        Stat stat = new Stat();
        Starts known = read(topic, stat);
        Map<Integer, Long> all = new HashMap<>(starts);
        if (id.equals(known.id())) {
            all.putAll(known.starts());
        }
        Starts next = new Starts(id, all);
        if (next.equals(known)) {
            return;
        }
        byte[] text = json.writeValueAsBytes(next);
        if (known.id() == null) {
            zooKeeper.create().creatingParentsIfNeeded().forPath(ROOT + topic, text);
        } else {
            zooKeeper.setData().withVersion(stat.getVersion()).forPath(ROOT + topic, text);
        }
    }

    private Starts read(String topic, Stat stat) throws Exception {
        try {
            byte[] text = zooKeeper.getData().storingStatIn(stat).forPath(ROOT + topic);
            return json.readValue(text, Starts.class);
        } catch (KeeperException.NoNodeException e) {
            return Starts.NONE;
        }
    }
}
