package io.tidemark.gateway;

import static io.tidemark.gateway.RunningGateway.JSON;
import static io.tidemark.gateway.RunningGateway.LINES;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.gateway.RunningGateway.Answer;
import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every kind of input that is refused, and that nothing of it is stored. */
class BadInputTest {

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.on(
                TestServers.kafka().bootstrapServers(),
                "--tidemark.gateway.body-within=700ms",
                "--server.tomcat.connection-timeout=400ms");
    }

    @AfterAll
    static void stop() {
        assertThat(gateway.logged()).allMatch(value -> value.contains("\"good\""));
        gateway.close();
    }

    @Test
    void singleInvalidObjectIsAProblem() {
        Answer answer = gateway.post("{\"eventType\":\"no good\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-events");
        assertThat(answer.detail())
                .isEqualTo("eventType is 'no good'; allowed are 1 to 64 of A-Z a-z 0-9 _ . - and no '__' at the start");
        assertThat(answer.body().path("advice").asString()).isNotEmpty();
        assertThat(answer.body().path("results").path(0).path("reason").asString())
                .isEqualTo("invalid-event-type");
    }

    @Test
    void severalOfWhichNoneIsValidAreAProblem() {
        Answer answer = gateway.post("[{},{\"eventType\":1}]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).contains("none of 2 events");
        assertThat(answer.statuses()).containsExactly("rejected", "rejected");
    }

    @Test
    void emptyBodyIsRefused() {
        assertRefused(gateway.post(""), 400, "empty-body");
        assertRefused(gateway.post(" \n "), 400, "empty-body");
        assertRefused(gateway.post("[ ]"), 400, "empty-body");
        assertRefused(gateway.post(LINES, "\n\n".getBytes(UTF_8)), 400, "empty-body");
    }

    @Test
    void textThatIsNotJsonIsRefused() {
        assertThat(gateway.post("hello").detail()).contains("not JSON");
        assertThat(gateway.post("\"hello\"").detail()).contains("no object");
    }

    @Test
    void secondObjectBehindTheFirstIsRefused() {
        assertThat(gateway.post("{\"eventType\":\"a\"} {\"eventType\":\"b\"}").detail())
                .contains("something follows");
    }

    @Test
    void arrayThatDoesNotEndIsRefused() {
        assertRefused(gateway.post("[{\"eventType\":\"a\"}"), 400, "malformed-body");
        assertRefused(gateway.post("[{\"eventType\":\"a\"},"), 400, "malformed-body");
        assertRefused(gateway.post("[{\"eventType\":\"a"), 400, "malformed-body");
    }

    @Test
    void arrayWithAMissingElementOrCommaIsRefused() {
        assertRefused(gateway.post("[{\"eventType\":\"a\"},]"), 400, "malformed-body");
        assertRefused(gateway.post("[{\"eventType\":\"a\"} {\"eventType\":\"b\"}]"), 400, "malformed-body");
        assertRefused(gateway.post("[{\"eventType\":\"a\"}] x"), 400, "malformed-body");
    }

    @Test
    void arrayThatBreaksBehindABrokenRuleIsRefused() {
        assertRefused(gateway.post("[{\"eventType\":\"a\"},{\"eventType\":\"a b\",,}]"), 400, "malformed-body");
        assertRefused(gateway.post("[{\"eventType\":\"a\"},[{]}]"), 400, "malformed-body");
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] latin = "{\"eventType\":\"a\",\"userId\":\"Zoë\"}".getBytes(ISO_8859_1);

        assertThat(gateway.post(JSON, latin).detail()).contains("not UTF-8");
        assertThat(gateway.post(
                                JSON,
                                ("[{\"eventType\":\"a\"}," + new String(latin, ISO_8859_1) + "]").getBytes(ISO_8859_1))
                        .detail())
                .contains("not UTF-8");
    }

    @Test
    void timeInTheFutureHasItsOwnAnswer() {
        Answer answer = gateway.post("{\"eventType\":\"a\",\"timestamp\":"
                + Instant.now().plusSeconds(3_700).toEpochMilli() + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).contains("more than 1 h ahead of its receipt");
        assertThat(answer.body().path("results").path(0).path("reason").asString())
                .isEqualTo("in-the-future");
        assertThat(gateway.post("{\"eventType\":\"good\",\"timestamp\":"
                                + Instant.now().plusSeconds(3_500).toEpochMilli() + "}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void deepNestingIsRejectedByItsRule() {
        String deep = "{\"eventType\":\"a\",\"data\":{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}}";

        Answer single = gateway.post(deep);
        Answer batch = gateway.post("[" + deep + ",{\"eventType\":\"good\"}]");

        assertThat(single.status()).isEqualTo(400);
        assertThat(single.detail()).contains("64");
        assertThat(batch.statuses()).containsExactly("rejected", "accepted");
    }

    @Test
    void tooLargeEventIsRejectedAlone() {
        String large = "{\"eventType\":\"a\",\"data\":{\"x\":\"" + "x".repeat(300 * 1024) + "\"}}";

        Answer answer = gateway.post("[{\"eventType\":\"good\"}," + large + ",{\"eventType\":\"good\"}]");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.statuses()).containsExactly("accepted", "rejected", "accepted");
        assertThat(answer.error(1)).contains("allowed are 262144");
    }

    @Test
    void oneEventTooManyIsRefused() {
        Answer answer =
                gateway.post(LINES, "{\"eventType\":\"a\"}\n".repeat(10_001).getBytes(UTF_8));

        assertRefused(answer, 413, "too-many-events");
        assertThat(answer.body().path("allowed").asString()).contains("10000");
    }

    @Test
    void tooLargeBodyIsRefused() {
        assertRefused(gateway.post(JSON, new byte[11 * 1024 * 1024]), 413, "body-too-large");
    }

    @Test
    void bombIsStoppedWhileItInflates() {
        byte[] bomb = RunningGateway.gzip(new byte[300 * 1024 * 1024]);
        assertThat(bomb.length).isLessThan(400_000);

        assertRefused(gateway.post(JSON, bomb, "Content-Encoding", "gzip"), 413, "body-too-large");
    }

    @Test
    void whatIsNotGzipIsRefused() {
        byte[] half = Arrays.copyOf(RunningGateway.gzip("{\"eventType\":\"a\"}".getBytes(UTF_8)), 15);

        assertRefused(gateway.post(JSON, "{}".getBytes(UTF_8), "Content-Encoding", "gzip"), 400, "malformed-body");
        assertRefused(gateway.post(JSON, half, "Content-Encoding", "gzip"), 400, "malformed-body");
    }

    @Test
    void whatFollowsAGzipMemberAndIsNoneIsRefused() {
        byte[] member = RunningGateway.gzip("{\"eventType\":\"good\"}".getBytes(UTF_8));
        byte[] broken = RunningGateway.gzip("{\"eventType\":\"good\"}".getBytes(UTF_8));
        broken[0] = 0;

        for (byte[] rest :
                List.of(new byte[1], "garbage".repeat(20).getBytes(UTF_8), broken, Arrays.copyOf(member, 5))) {
            assertRefused(gateway.post(LINES, concat(member, rest), "Content-Encoding", "gzip"), 400, "malformed-body");
        }
        assertThat(gateway.post(LINES, member, "Content-Encoding", "gzip").status())
                .isEqualTo(202);
    }

    @Test
    void unknownEncodingIsRefused() {
        Answer answer = gateway.post(JSON, "{}".getBytes(UTF_8), "Content-Encoding", "br");

        assertRefused(answer, 415, "unsupported-content-encoding");
        assertThat(answer.header("Accept-Encoding")).isEqualTo("gzip");
        assertThat(gateway.post(JSON, new byte[1], "Content-Encoding", "x".repeat(3000))
                        .body()
                        .path("value")
                        .asString())
                .hasSize(41);
    }

    @Test
    void otherContentTypesAreRefusedNamingTheAllowed() {
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "nonsense"}) {
            Answer answer = gateway.post(type, "{\"eventType\":\"a\"}".getBytes(UTF_8));
            assertRefused(answer, 415, "unsupported-content-type");
            assertThat(answer.body().path("allowed").asString()).contains("application/json", "application/x-ndjson");
        }
        assertRefused(
                gateway.post("application/json;charset=iso-8859-1", "{}".getBytes(UTF_8)),
                415,
                "unsupported-content-type");
        assertRefused(
                gateway.send(gateway.request("/api/v1/events").POST(BodyPublishers.ofString("{}"))),
                415,
                "unsupported-content-type");
    }

    @Test
    void badIdempotencyKeyIsRefused() {
        byte[] body = "{\"eventType\":\"a\"}".getBytes(UTF_8);

        assertRefused(gateway.post(JSON, body, "Idempotency-Key", "a b"), 400, "bad-idempotency-key");
        assertRefused(gateway.post(JSON, body, "Idempotency-Key", "x".repeat(129)), 400, "bad-idempotency-key");
        assertRefused(gateway.post(JSON, body, "Idempotency-Key", ""), 400, "bad-idempotency-key");
        assertRefused(
                gateway.post(JSON, body, "Idempotency-Key", "a", "Idempotency-Key", "b"), 400, "bad-idempotency-key");
    }

    @Test
    void unknownPathIsRefused() {
        Answer answer = gateway.send(gateway.request("/api/v1/event").POST(BodyPublishers.ofString("{}")));

        assertRefused(answer, 404, "unknown-path");
        assertThat(answer.body().path("allowed").asString()).contains("/api/v1/events");
    }

    @Test
    void wrongMethodIsRefused() {
        Answer answer = gateway.get("/api/v1/events");

        assertRefused(answer, 405, "wrong-method");
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    @Test
    void methodThatTheServerRefusesIsToldWhatIsAllowed() throws IOException {
        String answer = raw("TRACE /api/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 405")
                .contains("Allow: POST,OPTIONS\r\n")
                .contains("wrong-method")
                .contains("\"instance\":\"/api/v1/events\"");
    }

    @Test
    void optionsTellsWhatIsAllowed() throws IOException {
        String options = "OPTIONS /api/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

        assertThat(raw(options + "\r\n")).contains("Allow: POST,OPTIONS\r\n");
        assertThat(raw(options + "Origin: http://other\r\nAccess-Control-Request-Method: POST\r\n\r\n"))
                .contains("Allow: POST,OPTIONS\r\n")
                .doesNotContain("Access-Control-Allow");
    }

    @Test
    void bodyThatEndsEarlyOrIsBadlyChunkedIsRefused() throws IOException {
        String head =
                "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n";

        assertThat(raw(head + "Transfer-Encoding: chunked\r\n\r\nZZZ\r\n{}\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("the body ended early or is badly chunked");
        assertThat(raw(head + "Content-Length: 90\r\n\r\n{\"eventType\":\"a\"}"))
                .startsWith("HTTP/1.1 400")
                .contains("the body ended early or is badly chunked");
    }

    @Test
    void representationThatIsNotThereIsRefused() {
        Answer answer = gateway.send(gateway.request("/actuator/health").header("Accept", "text/xml"));

        assertRefused(answer, 406, "not-acceptable");
    }

    @Test
    void otherEncodingsThanUtf8AreNamed() {
        String event = "{\"eventType\":\"a\"}";

        assertThat(gateway.post("\ufeff" + event).detail()).contains("byte order mark");
        assertThat(gateway.post("\ufeff[" + event + "]").detail()).contains("byte order mark");
        assertThat(gateway.post(JSON, event.getBytes(UTF_16LE)).detail()).contains("UTF-16");
        assertThat(gateway.post(JSON, event.getBytes(UTF_16)).detail()).contains("UTF-16");
    }

    @Test
    void answerHoldsNoHalfOfASurrogatePair() {
        Answer answer = gateway.post("{\"eventType\":\"" + "a".repeat(39) + "\uD83D\uDE00\"}");

        assertThat(answer.detail()).contains("'" + "a".repeat(39) + "…'");
    }

    /** The whole answer to a request that is at its end. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Test
    void bodyThatTricklesIsRefused() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n"
                            .getBytes(UTF_8));
            Thread trickle = new Thread(() -> trickle(out));
            trickle.start();

            String answer = new String(socket.getInputStream().readNBytes(12), UTF_8);

            assertThat(answer).isEqualTo("HTTP/1.1 408");
        }
    }

    @Test
    void bodyThatStopsIsRefused() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream()
                    .write(
                            "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"
                                    .getBytes(UTF_8));

            String answer = new String(socket.getInputStream().readNBytes(12), UTF_8);

            assertThat(answer).isEqualTo("HTTP/1.1 408");
        }
    }

    /** A byte every 100 ms, each within the time that the connection may pause. */
    private static void trickle(OutputStream out) {
        try {
            for (int i = 0; i < 90; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException e) {
            // The server has had enough.
        }
    }

    private static void assertRefused(Answer answer, int status, String problem) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.body().path("title").asString()).isNotEmpty();
        assertThat(answer.detail()).isNotEmpty();
    }
}
