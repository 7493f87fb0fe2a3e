package io.tidemark.api.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.api.FoldedLog;
import io.tidemark.api.RunningApi;
import io.tidemark.local.LocalRedis;
import io.tidemark.local.LocalZooKeeper;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.rpc.MetricsService;
import io.tidemark.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.dubbo.rpc.RpcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ZooKeeper comes, goes and comes back; nobody restarts the service for it. */
class RegistrationTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    @Test
    void serviceIsRegisteredWheneverZooKeeperIsThere() throws Exception {
        LocalRedis redis = TestServers.startRedis();
        LocalZooKeeper zooKeeper = TestServers.startZooKeeper();
        zooKeeper.close();
        RunningApi api =
                RunningApi.on(redis.host(), redis.port(), RpcPorts.free().settings(zooKeeper.connectString()));
        try {
            new FoldedLog(api.context().getBean(MetricWriter.class)).countType("user_login", 3);
            await().atMost(SOON).until(() -> rpc(api).contains("zookeeper not connected"));
            assertThat(api.get("/actuator/health/readiness").statusCode()).isEqualTo(200);

            zooKeeper = LocalZooKeeper.start(zooKeeper.settings());

            awaitRegistered(api);
            try (Consumer consumer = new Consumer(zooKeeper.connectString(), "tri")) {
                assertThat(consumer.service().getCounter("user_login")).isEqualTo(3);

                zooKeeper.close();
                await().atMost(SOON).until(() -> rpc(api).contains("OUT_OF_SERVICE"));
                assertThat(consumer.service().getCounter("user_login")).isEqualTo(3);

                zooKeeper = LocalZooKeeper.start(zooKeeper.settings());
                awaitRegistered(api);
                // The consumer reads the list anew too, perhaps before the service stands in it again.
                await().atMost(SOON)
                        .ignoreException(RpcException.class)
                        .until(() -> consumer.service().getCounter("user_login") == 3);
            }
            try (Consumer later = new Consumer(zooKeeper.connectString(), "tri")) {
                assertThat(later.service().getCounter("user_login")).isEqualTo(3);
            }

            api.close();

            assertThat(registered(zooKeeper)).isEmpty();
        } finally {
            api.close();
            zooKeeper.close();
            redis.close();
        }
    }

    @Test
    void serviceIsFoundByItsInterfaceAloneAfterZooKeeperCameBackEmpty(@TempDir Path emptyFolder) throws Exception {
        LocalRedis redis = TestServers.startRedis();
        LocalZooKeeper zooKeeper = TestServers.startZooKeeper();
        RunningApi api =
                RunningApi.on(redis.host(), redis.port(), RpcPorts.free().settings(zooKeeper.connectString()));
        try {
            awaitRegistered(api);
            String mapping = "/dubbo/mapping/" + MetricsService.class.getName();
            assertThat(content(zooKeeper, mapping)).isEqualTo(MetricsService.PROVIDER);
            zooKeeper.close();
            await().atMost(SOON).until(() -> rpc(api).contains("OUT_OF_SERVICE"));

            zooKeeper = LocalZooKeeper.start(new LocalZooKeeper.Settings(
                    emptyFolder, zooKeeper.settings().port()));
            awaitRegistered(api);

            assertThat(content(zooKeeper, mapping)).isEqualTo(MetricsService.PROVIDER);
            assertThat(registered(zooKeeper)).hasSize(1);
        } finally {
            api.close();
            zooKeeper.close();
            redis.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tri", "dubbo"})
    void stopWaitsOnlyShortlyForConsumersThatStayConnected(String protocol) {
        try (LocalRedis redis = TestServers.startRedis();
                LocalZooKeeper zooKeeper = TestServers.startZooKeeper();
                RunningApi api = RunningApi.on(
                        redis.host(), redis.port(), RpcPorts.free().settings(zooKeeper.connectString()))) {
            new FoldedLog(api.context().getBean(MetricWriter.class)).countType("user_login", 3);
            awaitRegistered(api);
            try (Consumer consumer = new Consumer(zooKeeper.connectString(), protocol)) {
                assertThat(consumer.service().getCounter("user_login")).isEqualTo(3);
                RpcLifecycle lifecycle = api.context().getBean(RpcLifecycle.class);

                long start = System.nanoTime();
                lifecycle.stop();

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            }
        }
    }

    private static void awaitRegistered(RunningApi api) {
        await().atMost(SOON).until(() -> rpc(api).contains("registered"));
    }

    private static String rpc(RunningApi api) {
        return api.get("/actuator/health/rpc").body();
    }

    private static String content(LocalZooKeeper zooKeeper, String path) throws Exception {
        try (CuratorFramework client =
                CuratorFrameworkFactory.newClient(zooKeeper.connectString(), new RetryOneTime(100))) {
            client.start();
            return new String(client.getData().forPath(path), StandardCharsets.UTF_8);
        }
    }

    private static List<String> registered(LocalZooKeeper zooKeeper) throws Exception {
        try (CuratorFramework client =
                CuratorFrameworkFactory.newClient(zooKeeper.connectString(), new RetryOneTime(100))) {
            client.start();
            return client.getChildren().forPath("/services/" + MetricsService.PROVIDER);
        }
    }
}
