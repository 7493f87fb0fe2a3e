package io.tidemark.benchmarks;

import io.tidemark.api.MetricsApiApplication;
import io.tidemark.local.ChildJvm;
import io.tidemark.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The metrics API as a process of its own, as far as definitions are changed by it. */
final class ControlApi implements AutoCloseable {

    private static final String METRICS = "/api/v1/control/metrics";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int POLL_MILLIS = 50;

    private final int port = Ports.free("the benchmark");
    private final HttpClient http = HttpClient.newHttpClient();
    private final ChildJvm child;

    ControlApi(Servers servers) throws IOException {
        this.child = ChildJvm.start(
                "metrics API",
                servers.folder().resolve("api.log"),
                List.of("-Xmx512m"),
                MetricsApiApplication.class,
                List.of(
                        "--server.port=" + port,
                        "--tidemark.rpc.enabled=false",
                        "--spring.data.redis.host=" + servers.redis().host(),
                        "--spring.data.redis.port=" + servers.redis().port(),
                        "--tidemark.zookeeper.connect-string="
                                + servers.zooKeeper().connectString()));
    }

    /** Waits until definitions can be read. */
    void awaitReady() throws InterruptedException {
        while (true) {
            child.requireAlive(POLL_MILLIS);
            try {
                if (send(HttpRequest.newBuilder(uri()).GET()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // it is still starting
            }
        }
    }

    /** Adds a metric, and tells the version of the catalog that has it. */
    int post(String definition) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(definition)));
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("the metrics API answered " + answer.statusCode() + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body()).path("version").asInt();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + port + METRICS);
    }

    @Override
    public void close() {
        child.close();
    }
}
