package io.tidemark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.event.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** Answers as the gateway does: as a test wants first, and that all is accepted once that is over. */
final class GatewayStub implements AutoCloseable {

    private final HttpServer server;
    private final EventCodec codec = new EventCodec();
    private final Queue<String> statuses = new ConcurrentLinkedQueue<>();
    private final List<List<String>> posts = new CopyOnWriteArrayList<>();

    GatewayStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, 404, "{}"));
        server.createContext("/api/v1/events", this::take);
        server.start();
    }

    /** What becomes of every event of the next post that is not told yet: accepted, rejected or unknown. */
    void next(String status) {
        statuses.add(status);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The lines of each post. */
    List<List<String>> posts() {
        return posts;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        List<String> lines;
        try (InputStream body = packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            lines = new String(body.readAllBytes(), UTF_8).lines().toList();
        }
        posts.add(lines);
        String status = statuses.isEmpty() ? "accepted" : statuses.remove();
        answer(exchange, status.equals("unknown") ? 503 : 202, results(lines, status));
    }

    private String results(List<String> lines, String status) {
        return IntStream.range(0, lines.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "{\"index\":%d,\"eventId\":\"%s\",\"status\":\"%s\",\"error\":\"told so\"}",
                        i,
                        codec.decode(lines.get(i).getBytes(UTF_8)).eventId(),
                        status))
                .collect(Collectors.joining(",", "{\"results\":[", "]}"));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
