package io.tidemark.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.event.MalformedEventException.Reason;
import org.junit.jupiter.api.Test;

class EventRewriterTest {

    private static final long NOW = 1_700_000_000_123L;

    private final EventRewriter rewriter = new EventRewriter();

    @Test
    void idAndTimeAreAddedAndDataIsCopied() {
        assertThat(written(" { \"data\" : { \"a\" : 1.50, \"ü\" : [ ] } , \"eventType\" : \"a\" , \"more\" : {} } "))
                .isEqualTo("{\"eventId\":\"new\",\"eventType\":\"a\",\"timestamp\":1700000000123,"
                        + "\"data\":{ \"a\" : 1.50, \"ü\" : [ ] }}");
    }

    @Test
    void timeIsWrittenInMilliseconds() {
        assertThat(written("{\"eventType\":\"a\",\"timestamp\":1678886400}")).contains("\"timestamp\":1678886400000}");
        assertThat(written("{\"eventType\":\"a\",\"timestamp\":\"2023-03-15T13:20:00Z\"}"))
                .contains("\"timestamp\":1678886400000}");
        assertThat(written("{\"eventType\":\"a\",\"timestamp\":0.001}")).contains("\"timestamp\":0.001}");
    }

    @Test
    void lastOfTwoFieldsWins() {
        assertThat(written("{\"eventId\":\"1\",\"eventType\":\"a\",\"data\":{\"x\":1},\"eventType\":\"b\","
                        + "\"eventId\":\"2\",\"data\":null}"))
                .isEqualTo("{\"eventId\":\"2\",\"eventType\":\"b\",\"timestamp\":1700000000123}");
    }

    @Test
    void fieldsOfOneEventDoNotReachTheNext() {
        written("{\"eventId\":\"1\",\"eventType\":\"a\",\"userId\":\"u\",\"timestamp\":1,\"data\":{\"x\":1}}");

        assertThat(written("{\"eventType\":\"b\"}"))
                .isEqualTo("{\"eventId\":\"new\",\"eventType\":\"b\",\"timestamp\":1700000000123}");
    }

    @Test
    void textsKeepTheirCharacters() {
        String user = "\\\"\\\\\\u0001\\ud800é\\ud83d\\ude00";
        byte[] json = ("{\"eventType\":\"a\",\"userId\":\"" + user + "\"}").getBytes(UTF_8);

        EncodedEvent event = rewriter.rewrite(json, () -> "new", NOW);

        assertThat(new EventCodec().decode(event.json()).userId())
                .isEqualTo("\"\\\u0001\ud800é\ud83d\ude00")
                .isEqualTo(event.userId());
    }

    @Test
    void eventThatGrowsBeyondTheLimitIsRefused() {
        String event = "{\"eventType\":\"a\",\"data\":{\"x\":\"%s\"}}";
        String fits = event.formatted("x".repeat(EventRules.MAX_BYTES - event.length() + 2));

        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> written(fits))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE))
                .withMessageContaining("with its id and time");
    }

    private String written(String json) {
        return new String(
                rewriter.rewrite(json.getBytes(UTF_8), () -> "new", NOW).json(), UTF_8);
    }
}
