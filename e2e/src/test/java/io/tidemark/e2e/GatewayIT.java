package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.e2e.Http.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged gateway, in front of the packaged services. */
class GatewayIT {

    private static final String LINES = "application/x-ndjson";

    @TempDir
    Path folder = Path.of("");

    @Test
    void eventsThatCameByHttpAreCountedExactly() throws Exception {
        try (Pipeline pipeline = new Pipeline("gateway-events", folder).withMetrics(WebAccess.METRICS)) {
            ServiceProcess gateway = pipeline.startGateway();
            pipeline.startProcessor();
            String api = pipeline.startApi();

            Tool replay = pipeline.replayThrough(gateway);
            pipeline.awaitFolded();

            assertThat(replay.exit()).as(replay.toString()).isZero();
            assertThat(WebAccess.countersServed(api)).isEqualTo(WebAccess.counters());
            Tool audit = pipeline.audit();
            assertThat(audit.exit()).as(audit.toString()).isZero();
            assertThat(audit.lastLine())
                    .startsWith("audit: " + WebAccess.events() + " events, ")
                    .endsWith(" 0 differences");
        }
    }

    @Test
    void gatewayThatWasKilledLosesAndDoublesNothingThatItAcknowledged() throws Exception {
        // Kafka is to acknowledge late, so that there is something to lose when the gateway is killed.
        String linger = "--spring.kafka.producer.properties.linger.ms=300";
        int port = ServiceProcess.freePort();
        try (Pipeline pipeline = new Pipeline("killed-gateway-events", folder)) {
            ServiceProcess gateway = pipeline.startGateway(port, linger);
            CompletableFuture<Tool> replay =
                    CompletableFuture.supplyAsync(() -> pipeline.replayThrough(gateway, "--rate", "2500"));
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> pipeline.logged() > 1_000);

            gateway.kill();
            assertThat(replay).as("the gateway was killed in the middle").isNotDone();
            pipeline.startGateway(port, linger);

            assertThat(replay.join().exit()).as(replay.join().toString()).isZero();
            // What was on its way at the kill is sent again, and may stand there twice: then it counts once.
            Set<String> stored = new TreeSet<>(Log.eventIds(pipeline.kafka(), pipeline.topic()));
            Set<String> lost = WebAccess.eventIds();
            lost.removeAll(stored);
            assertThat(lost).as("acknowledged and not in the log").isEmpty();
            assertThat(stored).hasSize((int) WebAccess.events());
            pipeline.startProcessor();
            pipeline.awaitFolded();
            assertThat(pipeline.redis().hgetall("metrics:counters")).isEqualTo(WebAccess.counters());
        }
    }

    @Test
    void badInputIsAnsweredWithWhatIsWrongAndIsNotStored() throws Exception {
        try (Pipeline pipeline = new Pipeline("refused-events", folder)) {
            String url = pipeline.startGateway().url() + "/api/v1/events";

            Answer broken = Http.post(url, LINES, fiveLinesOfWhichTheThirdIsBroken());
            assertThat(broken.status()).isEqualTo(202);
            assertThat(broken.body().get("accepted").asInt()).isEqualTo(4);
            assertThat(broken.body().get("rejected").asInt()).isEqualTo(1);
            assertThat(broken.body().at("/results/2/index").asInt()).isEqualTo(2);
            assertThat(broken.body().at("/results/2/status").asString()).isEqualTo("rejected");
            assertThat(broken.body().at("/results/2/reason").asString()).isEqualTo("invalid-json");
            assertThat(broken.body().at("/results/2/error").asString()).contains("JSON");

            Answer invalid = Http.post(url, LINES, utf8("{\"eventType\":\"no good\"}"));
            assertProblem(invalid, 400, "invalid-events");
            assertThat(invalid.body().get("detail").asString()).startsWith("eventType is 'no good'; allowed are ");

            Answer form = Http.post(url, "application/x-www-form-urlencoded", utf8("{\"eventType\":\"a\"}"));
            assertProblem(form, 415, "unsupported-content-type");
            assertThat(form.body().get("value").asString()).isEqualTo("application/x-www-form-urlencoded");
            assertThat(form.body().get("allowed").asString()).contains(LINES);

            Answer large = Http.post(url, LINES, new byte[11 * 1024 * 1024]);
            assertProblem(large, 413, "body-too-large");
            assertThat(large.body().get("allowed").asString()).contains("10485760");

            Answer lost = Http.post(url + "/batch", LINES, utf8("{\"eventType\":\"a\"}"));
            assertProblem(lost, 404, "unknown-path");
            assertThat(lost.body().get("value").asString()).isEqualTo("/api/v1/events/batch");
            assertThat(lost.body().get("allowed").asString()).contains("/api/v1/events");

            List<String> stored = Log.eventIds(pipeline.kafka(), pipeline.topic());
            assertThat(stored).containsExactlyInAnyOrder("line-1", "line-2", "line-4", "line-5");
        }
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().get("type").asString()).isEqualTo("urn:tidemark:problem:" + type);
        assertThat(answer.body().get("advice").asString()).isNotBlank();
    }

    private static byte[] fiveLinesOfWhichTheThirdIsBroken() {
        StringBuilder lines = new StringBuilder();
        for (int line = 1; line <= 5; line++) {
            lines.append("{\"eventId\":\"line-").append(line).append("\",\"eventType\":\"good\"");
            lines.append(line == 3 ? ",\n" : "}\n");
        }
        return utf8(lines.toString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
