package io.tidemark.gateway;

import static io.tidemark.gateway.RunningGateway.LINES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.gateway.RunningGateway.Answer;
import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class OverloadTest {

    private static final String LARGE = "{\"eventType\":\"a\",\"data\":{\"x\":\"" + "x".repeat(200_000) + "\"}}";

    @Test
    void bodiesBeyondTheMemorySetAsideAreSentAwayUntilThereIsRoom() throws IOException {
        try (RunningGateway gateway =
                RunningGateway.on(TestServers.kafka().bootstrapServers(), "--tidemark.gateway.buffered=400KB")) {
            assertThat(gateway.post(LARGE).status()).isEqualTo(202);
            try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                OutputStream out = slow.getOutputStream();
                out.write(("POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + LARGE.length() + "\r\n\r\n" + LARGE.substring(0, 150_000))
                        .getBytes(UTF_8));
                await().until(() -> buffered(gateway) > 150_000);

                Answer away = gateway.post(LARGE);

                assertThat(away.status()).isEqualTo(503);
                assertThat(away.problem()).isEqualTo("overloaded");
                assertThat(away.header("Retry-After")).isEqualTo("1");
            }
            await().untilAsserted(() -> assertThat(gateway.post(LARGE).status()).isEqualTo(202));
            await().untilAsserted(() -> assertThat(buffered(gateway)).isZero());
        }
    }

    @Test
    void manyTinyEventsCountForWhatTheyTake() {
        String tiny = "{\"eventType\":\"a\"}\n";
        try (RunningGateway gateway =
                RunningGateway.on(TestServers.kafka().bootstrapServers(), "--tidemark.gateway.buffered=400KB")) {
            assertThat(gateway.post(LINES, tiny.repeat(300).getBytes(UTF_8)).status())
                    .isEqualTo(202);

            Answer away = gateway.post(LINES, tiny.repeat(400).getBytes(UTF_8));

            assertThat(away.problem()).isEqualTo("overloaded");
            assertThat(away.header("Retry-After")).isEqualTo("1");
            await().untilAsserted(() -> assertThat(buffered(gateway)).isZero());
        }
    }

    @Test
    void eventsCountUntilTheirRequestIsAnswered() {
        byte[] events = "{\"eventType\":\"a\"}\n".repeat(1000).getBytes(UTF_8);
        try (RunningGateway gateway = RunningGateway.on("127.0.0.1:1", "--tidemark.gateway.acknowledge-within=5s")) {
            CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> gateway.post(LINES, events));

            await().until(() -> buffered(gateway) >= 1000 * 1024);

            assertThat(waiting).succeedsWithin(Duration.ofSeconds(30));
            await().untilAsserted(() -> assertThat(buffered(gateway)).isZero());
        }
    }

    /** Without virtual threads each request has one of the server's own until it is answered. */
    @Test
    void healthIsAnsweredWhileAllThatMayPublishWaitForKafka() {
        try (RunningGateway gateway = RunningGateway.on(
                "127.0.0.1:1",
                "--spring.threads.virtual.enabled=false",
                "--server.tomcat.threads.max=10",
                "--tidemark.gateway.acknowledge-within=10s")) {
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            ExecutorService senders = Executors.newFixedThreadPool(20);
            for (int i = 0; i < 20; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> gateway.post("{\"eventType\":\"a\"}"), senders));
            }
            await().until(() ->
                    answers.stream().filter(CompletableFuture::isDone).count() >= 11);

            long start = System.nanoTime();
            Answer health = gateway.get("/actuator/health/liveness");

            assertThat(health.status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(answers.stream().map(CompletableFuture::join).map(Answer::problem))
                    .containsOnly("overloaded", "not-acknowledged")
                    .filteredOn("not-acknowledged"::equals)
                    .hasSize(9);
            senders.shutdown();
        }
    }

    private static double buffered(RunningGateway gateway) {
        String meters = gateway.get("/actuator/prometheus").response().body();
        String line = meters.lines()
                .filter(each -> each.startsWith("tidemark_gateway_buffered_bytes"))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.substring(line.indexOf(' ')));
    }
}
