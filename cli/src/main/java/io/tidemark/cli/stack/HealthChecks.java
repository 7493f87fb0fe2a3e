package io.tidemark.cli.stack;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Asks each kind of part how it is, within a few seconds. What they throw means: not up. */
final class HealthChecks {

    private static final Duration WITHIN = Duration.ofSeconds(3);
    private static final int OK = 200;

    private HealthChecks() {}

    static Health kafka(String address) throws Exception {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) WITHIN.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) WITHIN.toMillis());
        try (Admin admin = Admin.create(config)) {
            int nodes = admin.describeCluster()
                    .nodes()
                    .get(WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .size();
            return Health.up("brokers: " + nodes);
        }
    }

    static Health redis(String address) {
        RedisURI uri = RedisURI.create("redis://" + address);
        uri.setTimeout(WITHIN);
        RedisClient client = RedisClient.create(uri);
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return Health.up(connection.sync().ping());
        } finally {
            client.shutdown(Duration.ZERO, WITHIN);
        }
    }

    static Health zooKeeper(String address) throws IOException {
        URI uri = URI.create("zookeeper://" + address);
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) WITHIN.toMillis());
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) WITHIN.toMillis());
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return answer.lines()
                    .filter(line -> line.startsWith("Mode: "))
                    .findFirst()
                    .map(Health::up)
                    .orElse(Health.down("it answers, but does not serve"));
        }
    }

    static Health service(URI service) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(WITHIN).build();
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/actuator/health"))
                .timeout(WITHIN)
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return response.statusCode() == OK
                ? Health.up("healthy")
                : Health.down(HealthReport.ofJson(response.body()).reasons());
    }
}
