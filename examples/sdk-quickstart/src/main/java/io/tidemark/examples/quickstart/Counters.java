package io.tidemark.examples.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads counters from the metrics API. */
@Component
class Counters {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String api;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    Counters(@Value("${quickstart.api}") String api) {
        this.api = api;
    }

    /** How many events of this type have been counted. */
    long of(String eventType) throws InterruptedException {
        URI uri = URI.create(api + "/api/v1/metrics/counter?name=" + eventType);
        HttpResponse<String> response = get(uri);
        return switch (response.statusCode()) {
            case 200 -> new JsonMapper().readTree(response.body()).path("value").asLong();
            // Of a type that nobody has reported yet the API knows nothing.
            case 404 -> 0;
            default -> throw new QuickstartException(uri + " answered " + response.statusCode());
        };
    }

    private HttpResponse<String> get(URI uri) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new QuickstartException("nothing answers at " + api + ": start Tidemark with ./tidemark up");
        }
    }
}
