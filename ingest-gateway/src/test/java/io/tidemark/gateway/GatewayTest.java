package io.tidemark.gateway;

import static io.tidemark.gateway.RunningGateway.JSON;
import static io.tidemark.gateway.RunningGateway.LINES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.event.Event;
import io.tidemark.event.EventCodec;
import io.tidemark.gateway.RunningGateway.Answer;
import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GatewayTest {

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.on(TestServers.kafka().bootstrapServers());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void oneObjectIsStoredUnderItsUser() {
        Answer answer = gateway.post("{\"eventId\":\"one\",\"eventType\":\"login\",\"userId\":123,"
                + "\"timestamp\":1678886400,\"data\":{\"platform\":\"iOS\"},\"other\":1}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().toString())
                .isEqualTo(
                        "{\"accepted\":1,\"rejected\":0,\"results\":[{\"index\":0,\"eventId\":\"one\",\"status\":\"accepted\"}]}");
        ConsumerRecord<byte[], byte[]> record = record("one");
        assertThat(new String(record.key(), UTF_8)).isEqualTo("123");
        assertThat(new String(record.value(), UTF_8))
                .isEqualTo("{\"eventId\":\"one\",\"eventType\":\"login\",\"userId\":\"123\","
                        + "\"timestamp\":1678886400000,\"data\":{\"platform\":\"iOS\"}}");
    }

    @Test
    void idAndTimeOfReceiptAreGiven() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        String id = gateway.post("{\"eventType\":\"a\"}").eventIds().get(0);

        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        ConsumerRecord<byte[], byte[]> record = record(id);
        Event event = new EventCodec().decode(record.value());
        assertThat(event.timestamp()).isBetween(before, Instant.now());
        assertThat(new String(record.key(), UTF_8)).isEqualTo(id);
    }

    @Test
    void otherPathIsTheSame() {
        Answer answer = gateway.send(gateway.request("/api/v1/streams/publish")
                .header("Content-Type", "application/json;charset=utf-8")
                .POST(BodyPublishers.ofString("{\"eventType\":\"a\"}")));

        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void invalidElementsOfAnArrayAreRejectedAlone() {
        Answer answer = gateway.post("[{\"eventType\":\"a\"}, {\"eventType\":\"a b\"}, 12 ,{\"eventType\":\"c\"}]");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.body().path("rejected").asInt()).isEqualTo(2);
        assertThat(answer.statuses()).containsExactly("accepted", "rejected", "rejected", "accepted");
        assertThat(answer.error(1)).contains("eventType is 'a b'");
        assertThat(answer.error(2)).contains("no object");
        answer.eventIds().stream().filter(id -> !id.isEmpty()).forEach(GatewayTest::record);
    }

    @Test
    void brokenLineIsRejectedAlone() {
        Answer answer = gateway.post(
                LINES,
                "{\"eventType\":\"a\"}\r\n\n{\"eventType\":\"b\"}\n{\"eventType\":\"c\n[]\n{\"eventType\":\"e\"}"
                        .getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.statuses()).containsExactly("accepted", "accepted", "rejected", "rejected", "accepted");
    }

    @Test
    void linesHaveTwoNames() {
        assertThat(gateway.post("application/jsonl", "{\"eventType\":\"a\"}\n".getBytes(UTF_8))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void brokenArrayIsRefusedAsAWhole() {
        String id = UUID.randomUUID().toString();

        Answer answer = gateway.post(
                "[{\"eventType\":\"a\",\"eventId\":\"" + id + "\"},{\"eventType\":bad},{\"eventType\":\"c\"}]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("malformed-body");
        assertThat(answer.detail()).contains("element 1 of the array").contains("byte 81");
        assertThat(gateway.logged()).noneMatch(value -> value.contains(id));
    }

    @Test
    void gzipIsRead() {
        byte[] body = RunningGateway.gzip("[{\"eventType\":\"a\"},{\"eventType\":\"b\"}]".getBytes(UTF_8));

        assertThat(gateway.post(JSON, body, "Content-Encoding", "gzip").statuses())
                .containsExactly("accepted", "accepted");
    }

    @Test
    void repeatedKeyGivesTheSameIds() {
        byte[] body = "[{\"eventType\":\"a\"},{\"eventType\":\"b\",\"eventId\":\"own\"},{\"eventType\":\"c\"}]"
                .getBytes(UTF_8);

        Answer first = gateway.post(JSON, body, "Idempotency-Key", "order-4711");
        Answer again = gateway.post(JSON, body, "Idempotency-Key", "order-4711");
        Answer other = gateway.post(JSON, body, "Idempotency-Key", "order-4712");

        assertThat(first.eventIds())
                .isEqualTo(again.eventIds())
                .doesNotHaveDuplicates()
                .contains("own");
        assertThat(other.eventIds())
                .doesNotContain(first.eventIds().get(0), first.eventIds().get(2));
    }

    @Test
    void eventKeepsItsIdWhenAnotherPartOfTheRequestIsSentAgain() {
        byte[] first = "[{\"eventType\":\"a\"},{\"eventType\":\"b\"},{\"eventType\":\"b\"}]".getBytes(UTF_8);
        byte[] rest = "[{\"eventType\":\"c\"},{\"eventType\":\"b\"}]".getBytes(UTF_8);

        List<String> ids = gateway.post(JSON, first, "Idempotency-Key", "part").eventIds();
        List<String> again = gateway.post(JSON, rest, "Idempotency-Key", "part").eventIds();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(again.get(1)).isEqualTo(ids.get(1));
        assertThat(ids).doesNotContain(again.get(0));
    }

    @Test
    void gzipMayHaveSeveralMembersThatComeOneByOne() throws IOException {
        byte[] member = RunningGateway.gzip("{\"eventType\":\"a\"}\n".getBytes(UTF_8));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n"
                            + "Content-Type: application/x-ndjson\r\nContent-Encoding: gzip\r\nContent-Length: "
                            + 2 * member.length + "\r\n\r\n")
                    .getBytes(UTF_8));
            // The gateway asks for the body when it begins to read.
            assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
                    .isEqualTo("HTTP/1.1 100");
            out.write(member);
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            out.write(member);

            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).contains("\"accepted\":2,");
        }
    }

    @Test
    void largestBatchIsTaken() {
        Answer answer =
                gateway.post(LINES, "{\"eventType\":\"a\"}\n".repeat(10_000).getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("accepted").asInt()).isEqualTo(10_000);
    }

    @Test
    void largestBodyIsTaken() {
        String event = "{\"eventType\":\"a\",\"data\":{\"x\":\"" + "x".repeat(200_000) + "\"}}";
        String events = (event + "\n").repeat(52);
        String body = events + " ".repeat(10 * 1024 * 1024 - events.length());

        assertThat(gateway.post(LINES, body.getBytes(UTF_8))
                        .body()
                        .path("accepted")
                        .asInt())
                .isEqualTo(52);
        assertThat(gateway.post(LINES, (body + " ").getBytes(UTF_8)).problem()).isEqualTo("body-too-large");
    }

    @Test
    void metersTellWhatBecameOfEvents() {
        gateway.post("[{\"eventType\":\"a\"},{}]");

        String meters = gateway.get("/actuator/prometheus").response().body();
        assertThat(meters)
                .containsPattern("tidemark_gateway_events_total\\{outcome=\"accepted\"} [1-9]")
                .containsPattern("tidemark_gateway_events_total\\{outcome=\"rejected\"} [1-9]");
    }

    @Test
    void healthTellsOfKafka() {
        Answer health = gateway.get("/actuator/health");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body().path("components").path("kafka").path("status").asString())
                .isEqualTo("UP");
        assertThat(gateway.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(gateway.get("/actuator/env").status()).isEqualTo(404);
    }

    private static ConsumerRecord<byte[], byte[]> record(String eventId) {
        List<ConsumerRecord<byte[], byte[]>> found = gateway.log().stream()
                .filter(record -> new String(record.value(), UTF_8).contains("\"eventId\":\"" + eventId + "\""))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
