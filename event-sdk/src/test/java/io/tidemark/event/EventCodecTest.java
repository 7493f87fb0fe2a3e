package io.tidemark.event;

import static io.tidemark.event.EventParserTest.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.event.MalformedEventException.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private final EventCodec codec = new EventCodec();

    @Test
    void eventIsWrittenAsTheFormatSays() {
        Event event = Event.ofType("purchase")
                .eventId("01J")
                .userId("u1")
                .timestamp(Instant.parse("2023-03-15T13:20:00.5Z"))
                .data("amount", 12.5)
                .build();

        assertThat(new String(codec.encode(event), UTF_8))
                .isEqualTo("{\"eventId\":\"01J\",\"eventType\":\"purchase\",\"userId\":\"u1\","
                        + "\"timestamp\":1678886400500,\"data\":{\"amount\":12.5}}");
        assertThat(new String(codec.encode(Event.ofType("a").build()), UTF_8)).isEqualTo("{\"eventType\":\"a\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "1970-05-31T23:59:59.999Z", "1973-03-03T09:46:39.999Z"})
    void timeWhoseMillisecondsLookLikeSecondsComesBack(Instant time) {
        Event event = Event.ofType("a").timestamp(time).build();

        assertThat(codec.decode(codec.encode(event)).timestamp()).isEqualTo(time);
    }

    @Test
    void timeIsCutToTheMillisecond() {
        Event event = Event.ofType("a")
                .timestamp(Instant.parse("2023-03-15T13:20:00.123456Z"))
                .build();

        assertThat(event.timestamp()).isEqualTo(Instant.parse("2023-03-15T13:20:00.123Z"));
        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789012345.123456789", "0.1", "1E+400", "9007199254740993.5"})
    void decimalKeepsEveryDigit(String number) {
        Event event = codec.decode(bytes("{'eventType':'a','data':{'amount':" + number + "}}"));

        assertThat(event.data()).containsEntry("amount", new BigDecimal(number));
        assertThat(new String(codec.encode(event), UTF_8)).contains("\"amount\":" + number + "}");
    }

    @Test
    void exponentBeyondAnyDecimalIsRefused() {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> codec.decode(bytes("{'eventType':'a','data':{'x':1e99999999999}}")));
    }

    @Test
    void halfOfASurrogatePairComesBack() {
        Event event = Event.ofType("a").userId("\uD800").data("x", "\uDC00!").build();

        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @Test
    void lastOfRepeatedDataWins() {
        Event last = codec.decode(bytes("{'eventType':'a','data':{'x':1,'y':1},'data':{'x':2,'x':3}}"));
        Event none = codec.decode(bytes("{'eventType':'a','data':{'x':1},'data':null}"));

        assertThat(last.data()).isEqualTo(Map.of("x", 3));
        assertThat(none.data()).isEmpty();
    }

    @Test
    void dataMayHoldAnything() {
        Event event = codec.decode(bytes("{'data':{'a':[1,null,{'b':true}],'':{}},'eventType':'x','userId':'u'}"));

        assertThat(event.data()).containsOnlyKeys("a", "").containsEntry("", Map.of());
        assertThat(event.userId()).isEqualTo("u");
        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @Test
    void largestEventIsEncodedAndOneByteMoreIsRefused() {
        int rest = codec.encode(Event.ofType("a").data("x", "").build()).length;
        String text = "x".repeat(EventRules.MAX_BYTES - rest);

        Event largest = Event.ofType("a").data("x", text).build();

        assertThat(codec.decode(codec.encode(largest))).isEqualTo(largest);
        refused(Reason.TOO_LARGE, Event.ofType("a").data("x", text + "x").build());
    }

    @Test
    void whatWouldBeRefusedWhenReadIsNotWritten() {
        Event deepest =
                Event.ofType("a").data("x", lists(EventRules.MAX_DEPTH - 2)).build();

        assertThat(codec.decode(codec.encode(deepest))).isEqualTo(deepest);
        refused(
                Reason.INVALID_DATA,
                Event.ofType("a").data("x", lists(EventRules.MAX_DEPTH - 1)).build());
    }

    @Test
    void dataWithoutJsonFormIsRefused() {
        Map<String, @Nullable Object> itself = new HashMap<>();
        itself.put("itself", itself);

        refused(Reason.INVALID_DATA, Event.ofType("a").data("x", itself).build());
        refused(
                Reason.INVALID_DATA,
                Event.ofType("a").data("x", Collections.singletonMap(null, 1)).build());
    }

    @Test
    void eventChecksItself() {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> Event.ofType("no spaces").build());
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> Event.ofType("a").eventId("").build());
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> Event.ofType("a").userId("").build());
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> Event.ofType("a").timestamp(Instant.MAX).build());
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() ->
                        Event.ofType("a").timestamp(Instant.ofEpochMilli(-1)).build());
    }

    private void refused(Reason reason, Event event) {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> codec.encode(event))
                .extracting(MalformedEventException::reason)
                .isEqualTo(reason);
    }

    private static Object lists(int levels) {
        Object nested = 1;
        for (int i = 0; i < levels; i++) {
            nested = List.of(nested);
        }
        return nested;
    }
}
