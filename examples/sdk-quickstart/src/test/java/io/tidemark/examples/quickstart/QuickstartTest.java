package io.tidemark.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.event.Event;
import io.tidemark.event.EventCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuickstartTest {

    private final List<Event> stored = new CopyOnWriteArrayList<>();
    private final HttpServer stack = server();

    QuickstartTest() throws IOException {}

    @AfterEach
    void stop() {
        stack.stop(0);
    }

    @Test
    void eventsAreReportedAndCounted() throws Exception {
        String address = "http://127.0.0.1:" + stack.getAddress().getPort();

        Quickstart.run("--tidemark.reporter.gateway=" + address, "--quickstart.api=" + address);

        assertThat(stored)
                .filteredOn(event -> event.eventType().equals("purchase"))
                .hasSize(3);
        assertThat(stored)
                .filteredOn(event -> event.eventType().equals("page_view"))
                .hasSize(2);
    }

    @Test
    void oneLineSaysThatNothingListens() {
        assertThatThrownBy(() -> Quickstart.run("--quickstart.api=http://127.0.0.1:1"))
                .isInstanceOf(QuickstartException.class)
                .hasMessage("nothing answers at http://127.0.0.1:1: start Tidemark with ./tidemark up");
    }

    @Test
    void portsMoveByTheOffset() {
        assertThat(PortOffset.ports(new String[0])).containsEntry("ports.gateway", 8081);
        assertThat(PortOffset.ports(new String[] {"--port-offset", "100"}))
                .containsEntry("ports.gateway", 8181)
                .containsEntry("ports.api", 8180);
        assertThat(PortOffset.ports(new String[] {"--port-offset=7"})).containsEntry("ports.api", 8087);
        assertThatThrownBy(() -> PortOffset.ports(new String[] {"--port-offset", "14001"}))
                .hasMessageContaining("allowed are 0 to 14000");
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/events", this::store);
        server.createContext("/api/v1/metrics/counter", this::count);
        server.start();
        return server;
    }

    private void store(HttpExchange exchange) throws IOException {
        List<Event> events = new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                .lines()
                .map(line -> new EventCodec().decode(line.getBytes(UTF_8)))
                .toList();
        stored.addAll(events);
        answer(
                exchange,
                202,
                IntStream.range(0, events.size())
                        .mapToObj(i -> "{\"index\":" + i + ",\"status\":\"accepted\"}")
                        .collect(Collectors.joining(",", "{\"results\":[", "]}")));
    }

    private void count(HttpExchange exchange) throws IOException {
        long purchases = stored.stream()
                .filter(event -> event.eventType().equals("purchase"))
                .count();
        answer(exchange, purchases == 0 ? 404 : 200, "{\"value\":" + purchases + "}");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
