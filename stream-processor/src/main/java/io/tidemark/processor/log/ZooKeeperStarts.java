package io.tidemark.processor.log;

import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import tools.jackson.databind.json.JsonMapper;

/** The starts in ZooKeeper, one node for each topic. Thread-safe. */
public final class ZooKeeperStarts implements TopicStarts {

    private static final String ROOT = "/tidemark/start/";

    private final CuratorFramework zooKeeper;
    private final JsonMapper json = JsonMapper.shared();

    /** @param zooKeeper owned by the caller */
    public ZooKeeperStarts(CuratorFramework zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    @Override
    public Starts read(String topic) throws Exception {
        return read(topic, new Stat());
    }

    @Override
    public void add(String topic, String id, Map<Integer, Long> starts) throws Exception {
        Stat stat = new Stat();
        Starts known = read(topic, stat);
        Starts next = known.plus(id, starts);
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

    /** Forgets what is there. {@link Starts#NONE}: the topic is as if never folded. Throws while ZooKeeper is away. */
    public void replace(String topic, Starts starts) throws Exception {
        if (starts.id() == null) {
            zooKeeper.delete().quietly().forPath(ROOT + topic);
        } else {
            byte[] text = json.writeValueAsBytes(starts);
            zooKeeper.create().orSetData().creatingParentsIfNeeded().forPath(ROOT + topic, text);
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
