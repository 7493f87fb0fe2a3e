package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayReplayTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String EVENT = "{\"eventId\":\"e1\",\"eventType\":\"a\",\"timestamp\":1772366400000}";

    private final GatewayStub gateway = new GatewayStub();

    @TempDir
    Path dir;

    GatewayReplayTest() throws IOException {}

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void eventsArriveWithTheirDataAsItIs() throws Exception {
        Run run = replay(
                "{ \"eventId\":\"e1\",\"eventType\":\"a\",\"userId\":7,\"timestamp\":1772366399,\"data\":{ \"x\":1.50 } }",
                "{\"eventType\":\"b\"}");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("2 events acknowledged by " + gateway.address());
        assertThat(sent()).hasSize(2);
        assertThat(sent().get(0))
                .isEqualTo("{\"eventId\":\"e1\",\"eventType\":\"a\",\"userId\":\"7\",\"timestamp\":1772366399000,"
                        + "\"data\":{ \"x\":1.50 }}");
        assertThat(sent().get(1))
                .matches("\\{\"eventId\":\"[0-9a-f-]{36}\",\"eventType\":\"b\",\"timestamp\":1772366400000}");
    }

    @Test
    void eventsOfUnknownFateAreSentAgainUnchanged() throws Exception {
        gateway.next("unknown");

        Run run = replay("{\"eventType\":\"a\"}", "{\"eventType\":\"b\"}");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("2 events acknowledged");
        List<String> sent = sent();
        assertThat(sent.subList(sent.size() - 2, sent.size())).isEqualTo(sent.subList(0, 2));
    }

    @Test
    void rejectedEventFailsTheRun() throws Exception {
        gateway.next("rejected");

        Run run = replay(EVENT);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("0 of 1 events were acknowledged", gateway.address(), "told so");
    }

    @Test
    void lineThatIsNoEventFailsTheRunAndTheOthersArrive() throws Exception {
        Run run = replay("no JSON at all", EVENT);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("line 1 is no JSON object", "1 of 2 events were acknowledged");
        assertThat(sent()).containsExactly(EVENT);
    }

    @Test
    void gatewayThatIsAwayIsOneLine() throws Exception {
        gateway.close();

        Run run = replay(EVENT);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("The gateway at " + gateway.address() + " does not answer");
    }

    @Test
    void topicOfTheGatewayCannotBeChosen() throws Exception {
        Run run = replay(List.of("--topic", "t"), EVENT);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("--gateway sends to the gateway, which has its own topic");
    }

    @Test
    void addressThatIsNoneIsRefused() throws Exception {
        Run run = Run.of("replay", "f", "--gateway", "ftp://nowhere");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--gateway", "must be http://host:port");
    }

    private Run replay(String... lines) throws IOException {
        return replay(List.of(), lines);
    }

    private Run replay(List<String> more, String... lines) throws IOException {
        Path file = Files.write(dir.resolve("events.ndjson"), List.of(lines));
        List<String> args = new ArrayList<>(List.of("replay", file.toString(), "--gateway", gateway.address()));
        args.addAll(more);
        return Run.of(NOW, args.toArray(String[]::new));
    }

    private List<String> sent() {
        return gateway.posts().stream().flatMap(List::stream).toList();
    }
}
