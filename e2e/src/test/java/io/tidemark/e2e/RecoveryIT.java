package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash, and an edited catalog, leave behind. */
class RecoveryIT {

    private static final String ROUNDTRIP = "{name: requests_by_method, counter: {}, by: data.method}";

    @TempDir
    Path folder = Path.of("");

    @Test
    void processorThatWasKilledLosesAndDoublesNothing() throws Exception {
        try (Pipeline pipeline = new Pipeline("killed-events", folder).withMetrics(WebAccess.METRICS)) {
            pipeline.startProcessor();
            CompletableFuture<Tool> replay = CompletableFuture.supplyAsync(() -> pipeline.replay("--rate", "3000"));
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> pipeline.folded() > 1_000);

            pipeline.killProcessor();
            long folded = pipeline.folded();
            assertThat(replay).as("the processor was killed in the middle").isNotDone();
            assertThat(replay.join().exit()).isZero();
            assertThat(pipeline.folded()).isEqualTo(folded).isLessThan(WebAccess.events());
            pipeline.startProcessor();
            pipeline.awaitFolded();

            assertThat(pipeline.redis().hgetall("metrics:counters")).isEqualTo(WebAccess.counters());
            assertClean(pipeline.audit(), WebAccess.events());
        }
    }

    @Test
    void editedCatalogCountsFromItsActivation() throws Exception {
        try (Pipeline pipeline = new Pipeline("recatalogued-events", folder)
                .withoutDeduplication()
                .withMetrics(
                        "{name: by_status, counter: {}, by: data.status}",
                        "{name: top_pages, leaderboard: {by: data.page}}",
                        "{name: gone, window: {every: hour, keep: 8d}}")) {
            pipeline.startProcessor();
            assertThat(pipeline.replay().exit()).isZero();
            pipeline.awaitFolded();
            pipeline.stopProcessor();

            pipeline.withMetrics(
                    "{name: by_status, counter: {}, by: data.status}",
                    "{name: top_pages, leaderboard: {by: data.page}, events: [page_view]}",
                    ROUNDTRIP);
            pipeline.startProcessor();
            assertThat(pipeline.replay().exit()).isZero();
            pipeline.awaitFolded();

            assertClean(pipeline.audit(), 2 * WebAccess.events());
            Map<String, String> unchanged = pipeline.redis().hgetall("metrics:counters:by_status");
            assertThat(total(unchanged)).isEqualTo(2 * WebAccess.events());
            Map<String, String> added = pipeline.redis().hgetall("metrics:counters:requests_by_method");
            assertThat(total(added)).isEqualTo(WebAccess.events());
            assertThat(pipeline.redis().zscore("metrics:leaderboards:top_pages", "/"))
                    .isEqualTo(575);
            assertThat(pipeline.redis().keys("metrics:gone:*")).isEmpty();
        }
    }

    private static void assertClean(Tool audit, long events) {
        assertThat(audit.exit()).as(audit.toString()).isZero();
        assertThat(audit.lastLine())
                .startsWith("audit: " + events + " events, ")
                .endsWith(" 0 differences");
    }

    private static long total(Map<String, String> groups) {
        return groups.values().stream().mapToLong(Long::parseLong).sum();
    }
}
