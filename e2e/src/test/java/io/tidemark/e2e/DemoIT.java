package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.cli.audit.AuditCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a visitor sees first: {@code ./tidemark up --demo}. */
class DemoIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder = Path.of("");

    @Test
    void demoMovesThePageAndItsNumbersAreExactAfterAKill() throws Exception {
        int offset = StackProcess.freePortOffset();
        String url = StackProcess.url(offset);
        long seen;
        try (StackProcess killed = StackProcess.start(folder.resolve("var"), offset, "--demo")) {
            awaitMoreViewsThan(0, url);
            seen = awaitMoreViewsThan(pageViews(url), url);
            assertThat(Http.text(url + "/")).contains("<title>Tidemark</title>");
            killed.kill();
        }

        try (StackProcess restarted = StackProcess.start(folder.resolve("var"), offset, "--demo")) {
            awaitMoreViewsThan(seen, url);

            Tool audit = Tool.run(
                    console -> new AuditCommand(console, Clock.systemUTC()), "--port-offset", Integer.toString(offset));

            assertThat(audit.exit()).as(audit.toString()).isZero();
            assertThat(audit.lastLine()).endsWith(" 0 differences");
        }
    }

    private static long awaitMoreViewsThan(long before, String url) {
        return await().atMost(SOON).until(() -> pageViews(url), views -> views > before);
    }

    private static long pageViews(String url) throws IOException {
        for (JsonNode counter : Http.json(url + "/api/v1/metrics/counters").get("counters")) {
            if (counter.get("name").asString().equals("page_view")) {
                return counter.get("value").asLong();
            }
        }
        return 0;
    }
}
