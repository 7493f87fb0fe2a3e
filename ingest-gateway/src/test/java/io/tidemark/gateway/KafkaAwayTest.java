package io.tidemark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.gateway.RunningGateway.Answer;
import io.tidemark.local.LocalKafka;
import io.tidemark.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaAwayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String QUICK = "--tidemark.gateway.acknowledge-within=2s";

    private LocalKafka kafka = TestServers.startKafka();

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void nothingAcceptedIsLostWhileKafkaIsAway() {
        List<String> accepted = new ArrayList<>();
        try (RunningGateway gateway = RunningGateway.on(kafka.bootstrapServers(), QUICK)) {
            accepted.addAll(gateway.post("[{\"eventType\":\"a\"},{\"eventType\":\"b\"}]")
                    .eventIds());
            kafka.close();

            Answer away = gateway.post(
                    "[{\"eventType\":\"c\",\"eventId\":\"c\"},{\"eventType\":\"not one\"},{\"eventType\":\"d\"}]");

            assertThat(away.status()).isEqualTo(503);
            assertThat(away.problem()).isEqualTo("not-acknowledged");
            assertThat(away.header("Retry-After")).isEqualTo("1");
            assertThat(away.statuses()).containsExactly("unknown", "rejected", "unknown");
            assertThat(away.eventIds().get(0)).isEqualTo("c");
            assertThat(away.eventIds().get(2)).hasSize(36);
            assertThat(away.body().path("unknown").asInt()).isEqualTo(2);
            await().atMost(PATIENCE)
                    .until(() -> gateway.get("/actuator/health/readiness").status() == 503);
            assertThat(gateway.get("/actuator/health").response().body()).contains("waitingFor");
            assertThat(gateway.get("/actuator/health/liveness").status()).isEqualTo(200);

            kafka = LocalKafka.start(kafka.settings());

            await().atMost(PATIENCE).until(() -> {
                Answer back = gateway.post("{\"eventType\":\"e\",\"eventId\":\"again\"}");
                return back.status() == 202 && accepted.addAll(back.eventIds());
            });
            await().atMost(PATIENCE)
                    .until(() -> gateway.get("/actuator/health/readiness").status() == 200);
            assertThat(loggedIds(gateway)).containsAll(accepted);
        }
    }

    @Test
    void gatewayStartsWithoutKafkaAndCreatesTheTopicLater() {
        kafka.close();
        try (RunningGateway gateway = RunningGateway.on(kafka.bootstrapServers(), QUICK)) {
            assertThat(gateway.get("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(gateway.post("{\"eventType\":\"a\"}").statuses()).containsExactly("unknown");

            kafka = LocalKafka.start(kafka.settings());

            await().atMost(PATIENCE)
                    .until(() -> gateway.post("{\"eventType\":\"b\"}").status() == 202);
            assertThat(gateway.logged()).anyMatch(value -> value.contains("\"b\""));
        }
    }

    @Test
    void fullBufferIsAnsweredInTime() {
        try (RunningGateway gateway =
                RunningGateway.on(kafka.bootstrapServers(), QUICK, "--tidemark.gateway.unacknowledged=256KB")) {
            kafka.close();
            String event = "{\"eventType\":\"a\",\"data\":{\"x\":\"" + "x".repeat(100_000) + "\"}}";
            long start = System.nanoTime();

            Answer answer = gateway.post("[" + event + ("," + event).repeat(9) + "]");

            assertThat(answer.statuses()).hasSize(10).containsOnly("unknown");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        }
    }

    private static List<String> loggedIds(RunningGateway gateway) {
        return gateway.log().stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .map(value -> value.replaceAll(".*\"eventId\":\"([^\"]*)\".*", "$1"))
                .collect(Collectors.toList());
    }
}
