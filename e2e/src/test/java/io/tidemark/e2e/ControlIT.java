package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is measured is changed by the API while events come in, as whoever is on duty would. */
class ControlIT {

    private static final int CHANGES = 10;

    @TempDir
    Path folder = Path.of("");

    @Test
    void changesHoldOnAllProcessorsAndTheAuditIsClean() throws Exception {
        try (Pipeline pipeline = new Pipeline("controlled-events", folder)
                .withMetrics("{name: top_pages, leaderboard: {by: data.page}, events: [page_view]}")) {
            pipeline.startProcessor();
            pipeline.startProcessor();
            String control = pipeline.startApi(ServiceProcess.freePort()).url() + "/api/v1/control/";
            awaitProcessors(control, 2, 1);
            CompletableFuture<Tool> replay = CompletableFuture.supplyAsync(() -> pipeline.replay("--rate", "800"));
            await().atMost(Duration.ofSeconds(30)).until(() -> pipeline.folded() > 100);

            for (int i = 1; i <= CHANGES; i++) {
                awaitProcessors(control, 2, add(control, "by_method_" + i));
            }

            assertThat(replay)
                    .as("the catalog was changed while events came in")
                    .isNotDone();
            pipeline.killProcessor();
            awaitProcessors(control, 1, CHANGES + 1);
            int restored = restore(control, 1);
            awaitProcessors(control, 1, restored);
            assertThat(Http.json(control + "metrics").path("metrics")).hasSize(1);
            assertThat(Http.json(control + "metrics").path("inForce").asBoolean())
                    .isTrue();

            assertThat(replay.join().exit()).isZero();
            pipeline.awaitFolded();
            assertThat(pipeline.redis().hgetall("metrics:counters")).isEqualTo(WebAccess.counters());
            assertThat(pipeline.redis().keys("metrics:counters:by_method_*")).isEmpty();
            assertThat(pipeline.redis().zscore("metrics:leaderboards:top_pages", "/"))
                    .isEqualTo(575);
            Tool audit = pipeline.audit();
            assertThat(audit.exit()).as(audit.toString()).isZero();
            assertThat(audit.lastLine())
                    .startsWith("audit: " + WebAccess.events() + " events, ")
                    .endsWith(" 0 differences");
        }
    }

    private static int add(String control, String name) throws IOException {
        String metric = "{\"name\":\"" + name + "\",\"counter\":{},\"by\":\"data.method\"}";
        Http.Answer added = Http.post(control + "metrics", "application/json", metric.getBytes(StandardCharsets.UTF_8));
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        return added.body().path("version").asInt();
    }

    private static int restore(String control, int version) throws IOException {
        Http.Answer restored = Http.post(control + "catalog/" + version + "/restore", "application/json", new byte[0]);
        assertThat(restored.status()).as(restored.toString()).isEqualTo(Http.OK);
        return restored.body().path("version").asInt();
    }

    private static void awaitProcessors(String control, int count, int version) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    JsonNode processors = Http.json(control + "processors").path("processors");
                    return processors.size() == count
                            && processors
                                    .valueStream()
                                    .allMatch(
                                            each -> each.path("catalogVersion").asInt() == version);
                });
    }
}
