package io.tidemark.benchmarks;

import io.tidemark.gateway.GatewayApplication;
import io.tidemark.local.ChildJvm;
import io.tidemark.local.LocalKafka;
import io.tidemark.local.Ports;
import io.tidemark.local.StandaloneKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Kafka and the gateway, each in a JVM of its own, on ports that stay the same when one is started again. Not thread-safe. */
final class GatewayServers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 100;

    private final Path folder;
    private final int kafkaPort = Ports.free("the benchmark");
    private final int controllerPort = Ports.free("the benchmark");
    private final int gatewayPort = Ports.free("the benchmark");
    private final HttpClient http = HttpClient.newHttpClient();
    private ChildJvm broker;
    private ChildJvm gateway;

    private GatewayServers(Path folder) throws IOException {
        this.folder = folder;
        this.broker = newBroker();
        this.gateway = newGateway();
    }

    static GatewayServers start(Path folder) throws IOException {
        return new GatewayServers(folder);
    }

    ProcessHandle broker() {
        return broker.handle();
    }

    ProcessHandle gateway() {
        return gateway.handle();
    }

    int gatewayPort() {
        return gatewayPort;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** Waits until the gateway says that events can be written. */
    void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            broker.requireAlive(POLL_MILLIS);
            gateway.requireAlive(POLL_MILLIS);
            if (System.nanoTime() > end) {
                throw gateway.failure("was not ready within " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    void restartGateway() throws IOException, InterruptedException {
        gateway.kill();
        gateway = newGateway();
    }

    void restartBroker() throws IOException, InterruptedException {
        broker.kill();
        broker = newBroker();
    }

    @Override
    public void close() {
        gateway.close();
        broker.close();
    }

    private ChildJvm newBroker() throws IOException {
        return StandaloneKafka.start(
                new LocalKafka.Settings(folder.resolve("kafka"), kafkaPort, controllerPort),
                List.of("-Xmx512m"),
                folder.resolve("broker.log"));
    }

    private ChildJvm newGateway() throws IOException {
        return ChildJvm.start(
                "gateway",
                folder.resolve("gateway.log"),
                List.of("-Xmx512m", "-XX:+Use" + System.getProperty("collector", "Parallel") + "GC"),
                GatewayApplication.class,
                List.of("--server.port=" + gatewayPort, "--spring.kafka.bootstrap-servers=" + bootstrapServers()));
    }

    private boolean isReady() throws InterruptedException {
        URI health = URI.create("http://127.0.0.1:" + gatewayPort + "/actuator/health/readiness");
        try {
            return http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
