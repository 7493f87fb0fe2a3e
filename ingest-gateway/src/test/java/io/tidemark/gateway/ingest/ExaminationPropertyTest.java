package io.tidemark.gateway.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.Event;
import io.tidemark.event.EventCodec;
import io.tidemark.event.EventIds;
import io.tidemark.event.MalformedEventException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

class ExaminationPropertyTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final ObjectReader ANY =
            JsonMapper.builder().build().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final EventCodec codec = new EventCodec();
    private final Examination examination = new Examination(new EventIds(Clock.fixed(NOW, ZoneOffset.UTC)));

    @Property(tries = 300)
    void whatIsWrittenIsWhatCame(@ForAll("bodies") List<String> elements, @ForAll BodyFormat format) {
        List<Verdict> verdicts = examine(body(elements, format).getBytes(UTF_8), format);

        assertThat(verdicts).hasSameSizeAs(elements);
        for (int i = 0; i < elements.size(); i++) {
            assertSame(elements.get(i), verdicts.get(i));
        }
    }

    @Property(tries = 1000)
    void arrayIsRefusedIfAndOnlyIfItIsNotJson(
            @ForAll("bodies") List<String> elements, @ForAll int where, @ForAll("damage") byte[] damage) {
        byte[] body = body(elements, BodyFormat.JSON).getBytes(UTF_8);
        int from = 1 + Math.floorMod(where, body.length - 1);
        System.arraycopy(damage, 0, body, from, Math.min(damage.length, body.length - from));

        assertThat(isTaken(body)).isEqualTo(isJson(body));
    }

    private void assertSame(String given, Verdict verdict) {
        Event came = decoded(given);
        if (came == null) {
            assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
            return;
        }
        Event written = codec.decode(((Verdict.Valid) verdict).event().json());
        Event expected = came.eventId() == null ? came.withEventId(String.valueOf(written.eventId())) : came;
        assertThat(written).isEqualTo(came.timestamp() == null ? expected.withTimestamp(NOW) : expected);
        assertThat(written.eventId()).isNotEmpty();
    }

    private @Nullable Event decoded(String json) {
        try {
            return codec.decode(json.getBytes(UTF_8));
        } catch (MalformedEventException e) {
            return null;
        }
    }

    private boolean isTaken(byte[] body) {
        try {
            return !examine(body, BodyFormat.JSON).isEmpty();
        } catch (RefusedException e) {
            assertThat(e.refusal()).isIn(Refusal.MALFORMED_BODY, Refusal.EMPTY_BODY);
            return e.refusal() == Refusal.EMPTY_BODY;
        }
    }

    private static boolean isJson(byte[] body) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return ANY.readTree(body).isArray();
        } catch (CharacterCodingException | JacksonException e) {
            return false;
        }
    }

    private List<Verdict> examine(byte[] body, BodyFormat format) {
        return examination.of(new Submission(body, body.length, format, null, NOW), count -> {});
    }

    private static String body(List<String> elements, BodyFormat format) {
        return format == BodyFormat.LINES ? String.join("\r\n", elements) : "[ " + String.join(" ,", elements) + "\n]";
    }

    @Provide
    Arbitrary<List<String>> bodies() {
        Arbitrary<String> values = Arbitraries.oneOf(
                events().map(event -> new String(new EventCodec().encode(event), UTF_8)),
                Arbitraries.of(
                        "12",
                        "\"a,]\\\"\"",
                        "[]",
                        "{}",
                        "null",
                        "{\"eventType\":\"a b\"}",
                        "{\"eventType\":\"a\",\"timestamp\":\"2025-01-01T00:00:00Z\",\"x\":[{\"y\":\"}\"}]}",
                        "{ \"data\" : { \"z\\\\\" : 1.50 } , \"eventType\":\"a\", \"eventType\" : \"b\" }"));
        return values.list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<byte[]> damage() {
        return Arbitraries.of(",]}{[\":\\x1 \u00e9".split("(?<=.)"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(parts -> String.join("", parts).getBytes(ISO_8859_1));
    }

    private static Arbitrary<Event> events() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(20),
                Arbitraries.strings()
                        .withCharRange('\u0000', '\ud7ff')
                        .ofMinLength(1)
                        .ofMaxLength(20));
        Arbitrary<@Nullable Instant> times = Arbitraries.longs()
                .between(0, NOW.toEpochMilli())
                .map(Instant::ofEpochMilli)
                .injectNull(0.2);
        Arbitrary<Map<String, @Nullable Object>> data =
                Arbitraries.maps(texts, texts.asGeneric().injectNull(0.1)).ofMaxSize(3);
        return Combinators.combine(texts.injectNull(0.2), texts.injectNull(0.2), times, data)
                .as((id, user, time, values) -> new Event(id, "type", user, time, values));
    }
}
