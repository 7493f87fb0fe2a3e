package io.tidemark.metric.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testing.TestServers;
import java.util.List;
import java.util.UUID;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;

class ZooKeeperProcessorsTest {

    @Test
    void aNodeThatCannotBeReadIsLeftOut() throws Exception {
        String address =
                TestServers.zooKeeper("processors-" + UUID.randomUUID()).connectString();
        try (CuratorFramework client = CuratorFrameworkFactory.newClient(address, new RetryOneTime(100))) {
            client.start();
            ZooKeeperProcessors processors = new ZooKeeperProcessors(client);
            ProcessorState processor = new ProcessorState("id-1", "host-1", 7, List.of());
            processors.put(processor);
            List<String> unreadable = List.of("", "{", "null", "{}", "{\"id\":\"x\",\"partitions\":[]}");
            for (String text : unreadable) {
                client.create().forPath("/tidemark/processors/" + UUID.randomUUID(), text.getBytes(UTF_8));
            }

            assertThat(processors.all()).containsExactly(processor);
        }
    }
}
