package io.tidemark.api;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** The real application on a free port. */
public final class RunningApi implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private RunningApi(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Its web side alone. */
    public static RunningApi on(String redisHost, int redisPort) {
        return on(redisHost, redisPort, "--tidemark.rpc.enabled=false");
    }

    public static RunningApi on(String redisHost, int redisPort, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0", "--spring.data.redis.host=" + redisHost, "--spring.data.redis.port=" + redisPort));
        arguments.addAll(List.of(settings));
        return new RunningApi(MetricsApiApplication.application().run(arguments.toArray(String[]::new)));
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    /** The body of a path below the metrics, as {@code counter?name=x}. */
    public String metrics(String pathAndQuery) {
        return get("/api/v1/metrics/" + pathAndQuery).body();
    }

    public HttpResponse<String> get(String pathAndQuery) {
        return send("GET", pathAndQuery);
    }

    public HttpResponse<String> send(String method, String pathAndQuery, String... headers) {
        return send(method, pathAndQuery, BodyPublishers.noBody(), headers);
    }

    /** With a body of JSON, its quotes written as single ones. */
    public HttpResponse<String> sendJson(String method, String pathAndQuery, String json, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "application/json"));
        BodyPublisher body = BodyPublishers.ofString(json.replace('\'', '"'));
        return send(method, pathAndQuery, body, all.toArray(String[]::new));
    }

    public HttpResponse<String> send(String method, String pathAndQuery, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + pathAndQuery))
                .method(method, body);
        try {
            return http.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What is answered to a line that no client would send. */
    public String raw(String requestLine) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream().write((requestLine + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", int.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
