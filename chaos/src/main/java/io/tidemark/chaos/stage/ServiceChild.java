package io.tidemark.chaos.stage;

import io.tidemark.local.ChildJvm;
import io.tidemark.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of our services as a process of its own. Thread-safe. */
public final class ServiceChild implements AutoCloseable {

    /** On the class path: how children write their log. */
    static final String LOGGING = "io/tidemark/chaos/stage/children.xml";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 100;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final ChildJvm jvm;
    private final int port;

    private ServiceChild(ChildJvm jvm, int port) {
        this.jvm = jvm;
        this.port = port;
    }

    /** Starts it and returns at once. */
    static ServiceChild start(
            String name, Path folder, Map<String, String> environment, Class<?> program, List<String> settings)
            throws IOException {
        int port = Ports.free(name);
        List<String> arguments = new ArrayList<>(settings);
        arguments.add("--server.port=" + port);
        arguments.add("--logging.config=classpath:" + LOGGING);
        ChildJvm jvm = ChildJvm.start(
                name,
                folder.resolve(name + ".log"),
                List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                environment,
                program,
                arguments);
        return new ServiceChild(jvm, port);
    }

    public ChildJvm jvm() {
        return jvm;
    }

    /** Without a path. */
    String url() {
        return "http://" + Ports.LOOPBACK + ":" + port;
    }

    /** Returns when it says that it is ready. */
    public void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (status("/actuator/health/readiness") != 200) {
            jvm.requireAlive(POLL_MILLIS);
            if (System.nanoTime() > end) {
                throw jvm.failure("was not ready within " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    /** The partitions that a processor says it has; empty if it says nothing. */
    public Set<String> partitions() throws InterruptedException {
        String health = get("/actuator/health");
        return health == null ? Set.of() : partitions(JsonMapper.shared().readTree(health));
    }

    static Set<String> partitions(JsonNode health) {
        return new TreeSet<>(
                health.at("/components/processor/details/partitions").propertyNames());
    }

    /** What its clock says, to the second. */
    public Instant time() throws InterruptedException {
        HttpResponse<String> response = ask("/actuator/health");
        if (response == null) {
            throw new IllegalStateException(url() + " does not say what time it is");
        }
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                response.headers().firstValue("Date").orElseThrow()));
    }

    boolean isAlive() {
        return jvm.handle().isAlive();
    }

    /** What it answers, whatever the status; null if it does not. */
    @Nullable String get(String path) throws InterruptedException {
        HttpResponse<String> response = ask(path);
        return response == null ? null : response.body();
    }

    private int status(String path) throws InterruptedException {
        HttpResponse<String> response = ask(path);
        return response == null ? 0 : response.statusCode();
    }

    private @Nullable HttpResponse<String> ask(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(3))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return null;
        }
    }

    /** At once: what it leaves is thrown away. */
    @Override
    public void close() {
        jvm.handle().destroyForcibly();
    }
}
