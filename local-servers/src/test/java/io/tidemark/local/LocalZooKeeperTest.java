package io.tidemark.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalZooKeeperTest {

    @TempDir
    Path dir;

    @Test
    void dataOutlivesARestartOnTheSamePort() throws Exception {
        LocalZooKeeper first = start(0);
        try (ZooKeeper client = new ZooKeeper(first.connectString(), 10_000, event -> {})) {
            client.create("/sea", bytes("high"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
        first.close();

        try (LocalZooKeeper second = LocalZooKeeper.start(first.settings());
                ZooKeeper client = new ZooKeeper(second.connectString(), 10_000, event -> {})) {
            assertThat(client.getData("/sea", false, null)).isEqualTo(bytes("high"));
            assertThat(second.connectString()).isEqualTo(first.connectString());
        }
    }

    @Test
    void propertiesFilesDoNotPileUp() {
        start(0).close();
        start(0).close();

        assertThat(dir.toFile().list((folder, name) -> name.startsWith("zookeeper.configuration")))
                .hasSizeLessThan(2);
    }

    @Test
    void takenPortIsToldByNumber() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(other.getLocalPort()))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + ", wanted by ZooKeeper, is taken");
        }
        start(0).close();
    }

    private LocalZooKeeper start(int port) {
        return LocalZooKeeper.start(new LocalZooKeeper.Settings(dir, port));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
