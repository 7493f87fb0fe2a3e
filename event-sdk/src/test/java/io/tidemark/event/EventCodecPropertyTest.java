package io.tidemark.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class EventCodecPropertyTest {

    private final EventCodec codec = new EventCodec();

    @Property
    void whatIsEncodedIsDecoded(@ForAll("events") Event event) {
        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @Property
    void rewrittenEventIsTheSame(@ForAll("events") Event event) {
        EncodedEvent written = new EventRewriter().rewrite(codec.encode(event), () -> "new", 1_700_000_000_123L);

        Event expected = event.eventId() == null ? event.withEventId("new") : event;
        expected = event.timestamp() == null ? expected.withTimestamp(written.time()) : expected;
        assertThat(codec.decode(written.json())).isEqualTo(expected);
    }

    @Property
    void rewriterTakesAndRefusesWhatTheParserDoes(
            @ForAll("events") Event event, @ForAll int where, @ForAll byte[] damage) {
        byte[] json = codec.encode(event);
        int start = Math.floorMod(where, json.length);
        System.arraycopy(damage, 0, json, start, Math.min(damage.length, json.length - start));

        assertThat(rewritten(json)).isEqualTo(decoded(json));
    }

    @Property(tries = 200)
    void everyPrefixIsRefused(@ForAll("events") Event event) {
        byte[] json = codec.encode(event);

        for (int length = 0; length < json.length; length++) {
            byte[] prefix = Arrays.copyOf(json, length);
            assertThatExceptionOfType(MalformedEventException.class).isThrownBy(() -> codec.decode(prefix));
        }
    }

    @Property
    void anyBytesAreAnEventOrRefused(@ForAll byte[] bytes) {
        decodeOrRefuse(bytes);
    }

    @Property
    void damagedEventIsAnEventOrRefused(@ForAll("events") Event event, @ForAll int where, @ForAll byte[] damage) {
        byte[] json = codec.encode(event);
        int start = Math.floorMod(where, json.length);
        System.arraycopy(damage, 0, json, start, Math.min(damage.length, json.length - start));

        decodeOrRefuse(json);
    }

    @Property
    void anyTextIsATimeOrRefused(@ForAll String text) {
        try {
            assertThat(EventTime.ofText(text)).isBetween(0L, EventTime.MAX_MILLIS);
        } catch (MalformedEventException e) {
            assertThat(e.reason()).isEqualTo(MalformedEventException.Reason.INVALID_TIMESTAMP);
        }
    }

    private Object decoded(byte[] json) {
        try {
            Event event = codec.decode(json);
            Event withId = event.eventId() == null ? event.withEventId("new") : event;
            return event.timestamp() == null ? withId.withTimestamp(Instant.EPOCH) : withId;
        } catch (MalformedEventException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Object rewritten(byte[] json) {
        try {
            return codec.decode(
                    new EventRewriter().rewrite(json, () -> "new", 0).json());
        } catch (MalformedEventException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Anything but a {@link MalformedEventException} fails the property. */
    private void decodeOrRefuse(byte[] bytes) {
        try {
            assertThat(codec.decode(bytes).eventType()).isNotEmpty();
        } catch (MalformedEventException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<Event> events() {
        Arbitrary<String> type = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("._-")
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(64)
                .filter(EventRules::isName);
        Arbitrary<@Nullable Instant> time = Arbitraries.longs()
                .between(0, EventTime.MAX_MILLIS)
                .map(Instant::ofEpochMilli)
                .injectNull(0.2);
        return Combinators.combine(
                        text(EventRules.MAX_EVENT_ID).injectNull(0.2),
                        type,
                        text(EventRules.MAX_USER_ID).injectNull(0.2),
                        time,
                        objects())
                .as(Event::new);
    }

    private static Arbitrary<Map<String, @Nullable Object>> objects() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                text(20).asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.valueOf(-1e15), BigDecimal.valueOf(1e15))
                        .ofScale(9)
                        .asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        Arbitrary<Object> values = Arbitraries.oneOf(
                scalars,
                scalars.injectNull(0.1).list().ofMaxSize(3).asGeneric(),
                Arbitraries.maps(text(8), scalars).ofMaxSize(3).asGeneric());
        return Arbitraries.maps(text(8), values.injectNull(0.1)).ofMaxSize(4);
    }

    /** Texts without lone surrogates, which have no UTF-8 form. */
    private static Arbitrary<String> text(int max) {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(max),
                Arbitraries.strings()
                        .withCharRange('\u0000', '\uD7FF')
                        .withCharRange('\uE000', '\uFFFF')
                        .ofMinLength(1)
                        .ofMaxLength(max));
    }
}
