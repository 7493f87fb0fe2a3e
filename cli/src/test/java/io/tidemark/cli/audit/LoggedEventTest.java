package io.tidemark.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggedEventTest {

    private static final int DEPTH_OF_DATA = 2;

    @Test
    void whatTheEventSaysCanBeFound() throws NotAnEventException {
        LoggedEvent event = read("{\"eventType\":\"buy\",\"userId\":7,\"timestamp\":1678886400,"
                + "\"data\":{\"a\":{\"b\":1.50},\"list\":[1],\"none\":null}}");

        assertThat(event.type()).isEqualTo("buy");
        assertThat(event.timestamp()).hasValue(1_678_886_400_000L);
        assertThat(textAt(event, "userId")).isEqualTo("7");
        assertThat(textAt(event, "data", "a", "b")).isEqualTo("1.50");
        assertThat(textAt(event, "data", "list")).isEmpty();
        assertThat(event.find(List.of("data", "none"))).isEmpty();
        assertThat(event.find(List.of("data", "list", "x"))).isEmpty();
    }

    @Test
    void lastOfTwoFieldsWins() throws NotAnEventException {
        LoggedEvent event = read("{\"eventType\":\"a\",\"eventType\":\"b\",\"userId\":\"u\",\"userId\":null,"
                + "\"data\":{\"x\":{\"y\":1}},\"data\":{\"x\":{\"y\":2},\"x\":3}}");

        assertThat(event.type()).isEqualTo("b");
        assertThat(event.find(List.of("userId"))).isEmpty();
        assertThat(event.find(List.of("data", "x", "y"))).isEmpty();
        assertThat(textAt(event, "data", "x")).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventType\":\"a\"}",
                "  {\"eventType\":\"a\"}  ",
                "{\"eventType\":\"A-z_0.9\",\"eventId\":null,\"userId\":null,\"timestamp\":null,\"data\":null}",
                "{\"eventType\":\"a\",\"other\":[{},1,\"\\ud800\"],\"userId\":-1.5e3}",
                "{\"eventType\":\"_\"}",
            })
    void validEventIsRead(String json) throws NotAnEventException {
        assertThat(read(json).type()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "1",
                "{}",
                "\uFEFF{\"eventType\":\"a\"}",
                "{\"eventType\":\"a\"} x",
                "{\"eventType\":\"a\"}{}",
                "{\"eventType\":\"a\",}",
                "{\"eventType\":\"\"}",
                "{\"eventType\":\"__a\"}",
                "{\"eventType\":\"a b\"}",
                "{\"eventType\":1}",
                "{\"eventType\":null}",
                "{\"eventType\":\"a\",\"eventType\":null}",
                "{\"eventType\":1,\"eventType\":\"a\"}",
                "{\"eventType\":\"a\",\"eventId\":\"\"}",
                "{\"eventType\":\"a\",\"eventId\":5}",
                "{\"eventType\":\"a\",\"userId\":\"\"}",
                "{\"eventType\":\"a\",\"userId\":true}",
                "{\"eventType\":\"a\",\"userId\":{}}",
                "{\"eventType\":\"a\",\"data\":1}",
                "{\"eventType\":\"a\",\"data\":[]}",
                "{\"eventType\":\"a\",\"data\":\"\"}",
                "{\"eventType\":\"a\",\"timestamp\":-1}",
                "{\"eventType\":\"a\",\"data\":{\"n\":01}}",
            })
    void anythingElseIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(NotAnEventException.class);
    }

    @Test
    void noValueIsRefused() {
        assertThatThrownBy(() -> LoggedEvent.read(null)).isInstanceOf(NotAnEventException.class);
    }

    @Test
    void lengthsEndWhereTheRulesSay() throws NotAnEventException {
        assertThat(read(event("a".repeat(64), "i".repeat(128), "u".repeat(256))).type())
                .hasSize(64);

        assertThatThrownBy(() -> read(event("a".repeat(65), "i", "u"))).isInstanceOf(NotAnEventException.class);
        assertThatThrownBy(() -> read(event("a", "i".repeat(129), "u"))).isInstanceOf(NotAnEventException.class);
        assertThatThrownBy(() -> read(event("a", "i", "u".repeat(257)))).isInstanceOf(NotAnEventException.class);
        // An astral character is two UTF-16 units.
        assertThatThrownBy(() -> read(event("a", "\uD83D\uDE00".repeat(65), "u")))
                .isInstanceOf(NotAnEventException.class);
    }

    @Test
    void bytesAreStrictUtf8() {
        byte[] overlong = {'{', '"', 'a', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'};
        byte[] utf16 = "{\"eventType\":\"a\"}".getBytes(StandardCharsets.UTF_16LE);

        assertThatThrownBy(() -> LoggedEvent.read(overlong)).isInstanceOf(NotAnEventException.class);
        assertThatThrownBy(() -> LoggedEvent.read(utf16)).isInstanceOf(NotAnEventException.class);
    }

    @Test
    void sizeEndsAt256KiB() throws NotAnEventException {
        assertThat(LoggedEvent.read(sized(262_144)).type()).isEqualTo("a");
        assertThatThrownBy(() -> LoggedEvent.read(sized(262_145))).isInstanceOf(NotAnEventException.class);
    }

    @Test
    void nestingEndsAt64Levels() throws NotAnEventException {
        assertThat(read(nested(64 - DEPTH_OF_DATA)).type()).isEqualTo("a");
        assertThatThrownBy(() -> read(nested(65 - DEPTH_OF_DATA))).isInstanceOf(NotAnEventException.class);
        assertThatThrownBy(() -> read(nested(100_000))).isInstanceOf(NotAnEventException.class);
    }

    @Test
    void numbersEndAt1000Digits() throws NotAnEventException {
        assertThat(read("{\"eventType\":\"a\",\"x\":" + "1".repeat(1_000) + "}").type())
                .isEqualTo("a");
        assertThatThrownBy(() -> read("{\"eventType\":\"a\",\"x\":" + "1".repeat(1_001) + "}"))
                .isInstanceOf(NotAnEventException.class);
    }

    private static LoggedEvent read(String json) throws NotAnEventException {
        return LoggedEvent.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String textAt(LoggedEvent event, String... path) {
        return event.find(List.of(path)).flatMap(JsonValue::scalarText).orElse("");
    }

    private static String event(String type, String id, String user) {
        return "{\"eventType\":\"" + type + "\",\"eventId\":\"" + id + "\",\"userId\":\"" + user + "\"}";
    }

    private static String nested(int arrays) {
        return "{\"eventType\":\"a\",\"data\":{\"x\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}}";
    }

    private static byte[] sized(int bytes) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.writeBytes("{\"eventType\":\"a\"".getBytes(StandardCharsets.UTF_8));
        json.writeBytes(" ".repeat(bytes - json.size() - 1).getBytes(StandardCharsets.UTF_8));
        json.write('}');
        return json.toByteArray();
    }
}
