package io.tidemark.processor.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.MalformedEventException;
import io.tidemark.event.MalformedEventException.Reason;
import io.tidemark.metric.FieldPath;
import io.tidemark.processor.fold.JacksonReference.Scalar;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decoder is a JSON parser of our own: whatever bytes come, it must find in them what the SDK's finds by Jackson. */
class EventDecoderTest {

    private static final FieldPath[] PATHS = {
        new FieldPath("data.a"),
        new FieldPath("data.b"),
        new FieldPath("data.b.c"),
        new FieldPath("data.b.c.d"),
        new FieldPath("data.b.b"),
        new FieldPath("data.é"),
        new FieldPath("data.x y"),
        new FieldPath("data.日本"),
        new FieldPath("data.😀.a"),
        new FieldPath("data.a\u0000"),
        new FieldPath("data.\uD83D"),
        new FieldPath("data.aaaaaaaa")
    };

    /** More and other ones by hand: {@code -Dtidemark.tries=5000000 -Dtidemark.seed=7}. */
    private static final int TRIES = Integer.getInteger("tidemark.tries", 200_000);

    private static final long SEED = Long.getLong("tidemark.seed", 20_230_315);

    private final Projection projection = new Projection();
    private final int[] slots = new int[PATHS.length];
    private final JacksonReference jackson = new JacksonReference();
    private final EventDecoder decoder;

    EventDecoderTest() {
        for (int i = 0; i < PATHS.length; i++) {
            slots[i] = projection.slotOf(PATHS[i]);
        }
        decoder = new EventDecoder(projection);
    }

    @Test
    void findsInAnyBytesWhatJacksonFinds() {
        RandomEvents events = new RandomEvents(SEED);
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        int accepted = 0;

        for (int i = 0; i < TRIES; i++) {
            Reason reason = assertSame(events.next());
            if (reason == null) {
                accepted++;
            } else {
                reasons.add(reason);
            }
        }

        assertThat(accepted).isBetween(TRIES / 10, TRIES * 9 / 10);
        assertThat(reasons)
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Reason.NO_VALUE, Reason.TOO_LARGE, Reason.IN_THE_FUTURE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "[",
                "[1",
                "\"",
                "\"a",
                "12",
                "12x",
                "1.5 ",
                "-",
                "tru",
                "true",
                "truex",
                "true,",
                "null",
                "nul",
                " [",
                "1e5",
                "01",
                "{}",
                "{} ",
                "{}{}",
                "{\"eventType\":\"a\"}1",
                "{\"eventType\":\"a\"}true",
                "{\"eventType\":\"a\"}[",
                "{\"eventType\":true",
                "{\"eventType\":true$",
                "{\"eventType\":truex",
                "{\"eventType\":12x",
                "{\"data\":\"abc",
                "{\"data\":12.x",
                "{\"data\":[",
                "{\"eventId\":nulls",
                "{\"eventType\":\"a\",\"\\uD83D\":1}",
                "{\"eventType\":\"a\",\"\\uD83D\\uDE00\":1}",
                "{\"eventType\":\"a\",\"userId\":\"\\uD83D\"}",
                "{\"\\u0065ventType\":\"\\u0061\"}"
            })
    void refusesForTheReasonThatJacksonMeetsFirst(String json) {
        assertSame(json.getBytes(UTF_8));
    }

    @Test
    void limitsAreJacksons() {
        for (int digits = 995; digits < 1_005; digits++) {
            String zeros = "0".repeat(digits);
            assertSame(("1" + zeros).getBytes(UTF_8));
            assertSame(("{\"eventType\":\"a\"} 1" + zeros).getBytes(UTF_8));
            assertSame(("{\"eventType\":\"a\"} 1" + zeros + "x").getBytes(UTF_8));
            for (String number : new String[] {"1", "-1", "0.", "-1.", "1e", "1e-", "12.5e+"}) {
                assertSame(("{\"eventType\":\"a\",\"x\":" + number + zeros + "}").getBytes(UTF_8));
                assertSame(("{\"eventType\":\"a\",\"timestamp\":" + number + zeros + "}").getBytes(UTF_8));
                assertSame(("{\"eventType\":\"a\",\"userId\":" + number + zeros + "}").getBytes(UTF_8));
            }
        }
        for (int length = 49_990; length < 50_010; length++) {
            for (String start : new String[] {"", "é", "\\n", "\\u00e9", "\\uD83D\\uDE00", "😀", "\\uD83D"}) {
                assertSame(("{\"eventType\":\"a\",\"" + start + "x".repeat(length) + "\":1}").getBytes(UTF_8));
            }
        }
    }

    @Test
    void nothingIsLeftOverFromAnEventThatFillsFieldsMoreOftenThanThereAre() {
        String often = "\"a\":1,".repeat(40);

        assertSame(("{\"eventType\":\"a\",\"data\":{" + often + "\"b\":2,\"é\":3}}").getBytes(UTF_8));
        assertSame("{\"eventType\":\"a\",\"data\":{\"x y\":1}}".getBytes(UTF_8));
    }

    /** Why it is refused, or null. */
    private @Nullable Reason assertSame(byte[] json) {
        Reason expected = reasonOf(() -> jackson.parser().parse(json), json);
        Reason reason = reasonOf(() -> decoder.decode(json), json);
        if (reason != expected) {
            throw new AssertionError("refused for " + reason + ", by Jackson for " + expected + ": " + shown(json));
        }
        if (reason == null) {
            assertSameFields(json);
        }
        return reason;
    }

    private void assertSameFields(byte[] json) {
        same(decoder.timestamp(), jackson.parser().timestamp(), "timestamp", json);
        same(decoder.eventType(), jackson.parser().eventType(), "eventType", json);
        same(decoder.text(Projection.EVENT_TYPE), jackson.parser().eventType(), "slot of eventType", json);
        same(decoder.text(Projection.EVENT_ID), jackson.parser().eventId(), "eventId", json);
        same(decoder.text(Projection.USER_ID), jackson.parser().userId(), "userId", json);
        for (int i = 0; i < PATHS.length; i++) {
            Scalar expected = jackson.at(PATHS[i].segmentsBelowData());
            String text = decoder.text(slots[i]);
            same(text, expected == null ? null : expected.text(), PATHS[i].text(), json);
            if (expected != null) {
                same(decoder.isNumber(slots[i]), expected.isNumber(), "kind of " + PATHS[i], json);
            }
        }
    }

    private static void same(@Nullable Object found, @Nullable Object expected, String what, byte[] json) {
        if (!Objects.equals(found, expected)) {
            throw new AssertionError(what + " is " + found + ", by Jackson " + expected + ": " + shown(json));
        }
    }

    private static @Nullable Reason reasonOf(Runnable reading, byte[] json) {
        try {
            reading.run();
            return null;
        } catch (MalformedEventException e) {
            return e.reason();
        } catch (RuntimeException e) {
            throw new AssertionError("failed at " + shown(json), e);
        }
    }

    private static String shown(byte[] json) {
        return json.length > 5_000
                ? json.length + " bytes"
                : new String(json, UTF_8) + "\n" + HexFormat.of().formatHex(json);
    }
}
