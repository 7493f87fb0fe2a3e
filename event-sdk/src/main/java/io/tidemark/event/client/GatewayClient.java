package io.tidemark.event.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Posts lines of JSON to the gateway. Its connections are given up by the JDK once nobody holds it. */
final class GatewayClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int WORTH_COMPRESSING = 1024;

    private final GatewayAddress gateway;
    private final boolean compression;
    private final HttpRequest.Builder template;

    /** Goes to that address and nowhere else: the system's proxy settings and redirects could lead events astray. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    GatewayClient(GatewayAddress gateway, Map<String, String> headers, boolean compression) {
        this.gateway = gateway;
        this.compression = compression;
        this.template = HttpRequest.newBuilder(gateway.events())
                .header("Content-Type", "application/x-ndjson")
                .header("Accept", "application/json, application/problem+json");
        headers.forEach(template::header);
    }

    GatewayAddress gateway() {
        return gateway;
    }

    /** Cancelling the future ends the request. */
    CompletableFuture<HttpResponse<byte[]>> post(List<byte[]> events) {
        int size = events.stream().mapToInt(event -> event.length + 1).sum();
        HttpRequest.Builder request = template.copy();
        boolean compress = compression && size >= WORTH_COMPRESSING;
        if (compress) {
            request.header("Content-Encoding", "gzip");
        }
        request.POST(BodyPublishers.ofByteArray(body(events, size, compress)));
        return http.sendAsync(request.build(), response -> new BoundedBody());
    }

    private static byte[] body(List<byte[]> events, int size, boolean compress) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(compress ? size / 4 : size);
        try (OutputStream out = compress ? new FastGzip(bytes) : bytes) {
            for (byte[] event : events) {
                out.write(oneLine(event));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** In JSON a line break stands between tokens only, where a blank says the same. */
    private static byte[] oneLine(byte[] json) {
        byte[] line = json;
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                line = line == json ? json.clone() : line;
                line[i] = ' ';
            }
        }
        return line;
    }

    private static final class FastGzip extends GZIPOutputStream {

        private FastGzip(OutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
