package io.tidemark.event.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.event.Event;
import io.tidemark.event.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** A server that answers as the test wants, and as a gateway that stores everything once the script is over. */
final class ScriptedGateway implements AutoCloseable {

    /** Answers one request. */
    interface Step {
        void answer(Post post, HttpExchange exchange) throws IOException;
    }

    /** A request as it came. */
    record Post(URI uri, Headers headers, List<String> lines, long nanoTime) {

        List<Event> events() {
            EventCodec codec = new EventCodec();
            return lines.stream()
                    .map(line -> codec.decode(line.getBytes(UTF_8)))
                    .toList();
        }

        List<String> ids() {
            return events().stream()
                    .map(event -> requireNonNull(event.eventId()))
                    .toList();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Step> script = new ConcurrentLinkedQueue<>();
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final List<Event> stored = new CopyOnWriteArrayList<>();

    ScriptedGateway() throws IOException {
        this(0);
    }

    ScriptedGateway(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    URI address() {
        return address(server.getAddress().getPort());
    }

    /** What the next requests meet, one step each. */
    ScriptedGateway then(Step... steps) {
        script.addAll(List.of(steps));
        return this;
    }

    List<Post> posts() {
        return posts;
    }

    List<Event> stored() {
        return stored;
    }

    /** Stores and acknowledges all. */
    void storeAll(Post post, HttpExchange exchange) throws IOException {
        stored.addAll(post.events());
        String results = results(post, Map.of());
        write(
                exchange,
                202,
                "application/json",
                "{\"accepted\":" + post.lines().size() + ",\"rejected\":0," + results + "}");
    }

    /** Reads the request and closes the connection, having stored the events. */
    void storeAndHangUp(Post post, HttpExchange exchange) {
        stored.addAll(post.events());
        exchange.close();
    }

    /** An answer with a result for each event: "accepted" unless another is given by index. */
    Step results(int status, Map<Integer, String> others) {
        return (post, exchange) -> {
            List<Event> events = post.events();
            for (int i = 0; i < events.size(); i++) {
                if (!others.containsKey(i)) {
                    stored.add(events.get(i));
                }
            }
            write(exchange, status, "application/json", "{" + results(post, others) + "}");
        };
    }

    static Step problem(int status, String detail, String... headers) {
        return (post, exchange) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            String body = "{\"type\":\"about:blank\",\"title\":\"Problem\",\"status\":" + status + ",\"detail\":\""
                    + detail + "\"}";
            write(exchange, status, "application/problem+json", body);
        };
    }

    static Step plain(int status, String body) {
        return (post, exchange) -> write(exchange, status, "text/html", body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        Post post = read(exchange);
        posts.add(post);
        Step step = script.poll();
        if (step == null) {
            storeAll(post, exchange);
        } else {
            step.answer(post, exchange);
        }
    }

    private static Post read(HttpExchange exchange) throws IOException {
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            List<String> lines = new String(body.readAllBytes(), UTF_8).lines().toList();
            return new Post(exchange.getRequestURI(), exchange.getRequestHeaders(), lines, System.nanoTime());
        }
    }

    private static String results(Post post, Map<Integer, String> others) {
        List<String> ids = post.ids();
        return IntStream.range(0, ids.size())
                .mapToObj(i -> "{\"index\":" + i + ",\"eventId\":\"" + ids.get(i) + "\",\"status\":\""
                        + others.getOrDefault(i, "accepted\"") + "}")
                .collect(Collectors.joining(",", "\"results\":[", "]"));
    }

    private static void write(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
