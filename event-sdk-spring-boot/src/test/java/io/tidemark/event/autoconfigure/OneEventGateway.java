package io.tidemark.event.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A gateway that accepts one event at a time, whatever it is. */
final class OneEventGateway implements AutoCloseable {

    private final HttpServer server;
    private volatile Headers headers = new Headers();

    OneEventGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/events", this::accept);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Those of the last request. */
    Headers headers() {
        return headers;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void accept(HttpExchange exchange) throws IOException {
        headers = exchange.getRequestHeaders();
        exchange.getRequestBody().readAllBytes();
        byte[] answer =
                "{\"accepted\":1,\"rejected\":0,\"results\":[{\"index\":0,\"status\":\"accepted\"}]}".getBytes(UTF_8);
        exchange.sendResponseHeaders(202, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
