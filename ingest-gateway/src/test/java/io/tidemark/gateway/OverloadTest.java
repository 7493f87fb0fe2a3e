package io.tidemark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.gateway.RunningGateway.Answer;
import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
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
            assertThat(buffered(gateway)).isZero();
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
