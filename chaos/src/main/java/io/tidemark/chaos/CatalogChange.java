package io.tidemark.chaos;

import io.tidemark.chaos.stage.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Adds one more metric by the API while the fault is there, and waits until it is in force. */
final class CatalogChange implements AutoCloseable {

    private static final String ADDED = "{\"name\":\"events_by_country\",\"counter\":{},\"by\":\"data.country\"}";
    private static final String METRICS = "/api/v1/control/metrics";

    private static final long AGAIN_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Stage stage;
    private final Consumer<String> progress;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private @Nullable Thread thread;
    private volatile boolean inForce;
    private volatile String lastFailure = "it was not asked for";

    CatalogChange(Stage stage, Consumer<String> progress) {
        this.stage = stage;
        this.progress = progress;
    }

    /** Returns at once; it is tried until it succeeds. */
    void begin() {
        Thread work = new Thread(this::run, "catalog-change");
        work.setDaemon(true);
        work.start();
        thread = work;
    }

    private void run() {
        try {
            while (!isInForce()) {
                TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
            }
            inForce = true;
            progress.accept("one more metric is in force");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It is added again and again: one that is there already is refused. */
    private boolean isInForce() throws InterruptedException {
        try {
            HttpResponse<String> added = send(
                    request(METRICS).header("Content-Type", "application/json").POST(BodyPublishers.ofString(ADDED)));
            HttpResponse<String> shown = send(request(METRICS + "/events_by_country"));
            lastFailure = added.body() + " and then " + shown.body();
            return shown.statusCode() == 200 && shown.body().contains("\"inForce\":true");
        } catch (IOException e) {
            lastFailure = e.toString(); // away, which is what this is about
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(stage.api() + path)).timeout(TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Returns when it was in force, and throws if that does not come about: then the run was not what it says. */
    void await() throws InterruptedException {
        if (thread != null) {
            thread.join(PATIENCE.toMillis());
        }
        if (!inForce) {
            throw new IllegalStateException("the catalog was not changed within " + PATIENCE.toSeconds()
                    + " s after the fault: " + lastFailure);
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
