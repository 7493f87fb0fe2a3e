package io.tidemark.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.local.LocalRedis;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

class TestServersTest {

    @Test
    void sharedRedisIsOneAndAnswers() throws Exception {
        RedisServer redis = TestServers.redis();

        assertThat(TestServers.redis()).isEqualTo(redis);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(redis.host(), redis.port()));
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void sharedKafkaIsOneAndAnswers() throws Exception {
        KafkaServer kafka = TestServers.kafka();

        assertThat(TestServers.kafka()).isEqualTo(kafka);
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    @Test
    void sharedZooKeeperIsOneAndAnswers() throws Exception {
        ZooKeeperServer zooKeeper = TestServers.zooKeeper();

        assertThat(TestServers.zooKeeper()).isEqualTo(zooKeeper);
        try (ZooKeeper client = new ZooKeeper(zooKeeper.connectString(), 10_000, event -> {})) {
            assertThat(client.getChildren("/", false)).contains("zookeeper");
        }
    }

    @Test
    void redisOfItsOwnIsNotTheSharedOne() {
        try (LocalRedis own = TestServers.startRedis()) {
            assertThat(own.port()).isNotEqualTo(TestServers.redis().port());
        }
    }
}
