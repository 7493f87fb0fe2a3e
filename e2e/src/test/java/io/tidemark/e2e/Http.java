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

    private static HttpResponse<String> get(String url) throws IOException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
