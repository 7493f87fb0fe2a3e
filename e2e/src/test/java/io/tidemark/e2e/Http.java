package io.tidemark.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks over HTTP. */
final class Http {

    static final int OK = 200;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private Http() {}

    /** The status of the answer, or 0 if there is none. */
    static int status(String url) {
        try {
            return get(url).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    static JsonNode json(String url) throws IOException {
        HttpResponse<String> response = get(url);
        if (response.statusCode() != OK) {
            throw new IOException(url + " answered " + response.statusCode() + ": " + response.body());
        }
        return JsonMapper.shared().readTree(response.body());
    }

    static String text(String url) throws IOException {
        return get(url).body();
    }

    /**
     * What was answered to a POST.
     *
     * @param status of HTTP
     * @param body   as JSON
     */
    record Answer(int status, JsonNode body) {}

    static Answer post(String url, String contentType, byte[] body) throws IOException {
        HttpResponse<String> response = send(
                request(url).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()));
    }

    private static HttpResponse<String> get(String url) throws IOException {
        return send(request(url));
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
