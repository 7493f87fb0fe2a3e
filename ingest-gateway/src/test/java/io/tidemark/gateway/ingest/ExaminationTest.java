package io.tidemark.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.EventIds;
import io.tidemark.event.MalformedEventException.Reason;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExaminationTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String FUTURE = "\"timestamp\":\"2026-01-02T04:04:05.679Z\"";

    private final Examination examination = new Examination(new EventIds(Clock.fixed(NOW, ZoneOffset.UTC)));

    @Test
    void ruleOfTheFieldThatComesFirstIsTold() {
        assertThat(reasons("{\"userId\":\"\",\"eventType\":\"a b\"}")).containsExactly(Reason.INVALID_USER_ID);
        assertThat(reasons("{\"eventType\":\"a b\",\"userId\":\"\"}")).containsExactly(Reason.INVALID_EVENT_TYPE);
    }

    @Test
    void futureIsToldOnlyOfWhatIsAnEvent() {
        assertThat(reasons("{" + FUTURE + ",\"eventType\":\"a\"}")).containsExactly(Reason.IN_THE_FUTURE);
        assertThat(reasons("{" + FUTURE + "}")).containsExactly(Reason.INVALID_EVENT_TYPE);
        assertThat(reasons("{" + FUTURE + ",\"eventType\":\"a\",\"data\":[]}")).containsExactly(Reason.INVALID_DATA);
    }

    @Test
    void hourAheadIsStillAllowed() {
        assertThat(reasons("{\"eventType\":\"a\",\"timestamp\":\"2026-01-02T04:04:05.678Z\"}"))
                .containsExactly((Reason) null);
    }

    @Test
    void eachOfTwoFieldsOfOneNameMustBeValid() {
        assertThat(reasons("{\"eventType\":\"a b\",\"eventType\":\"a\"}")).containsExactly(Reason.INVALID_EVENT_TYPE);
    }

    @Test
    void verdictsStandInTheOrderOfTheBody() {
        assertThat(reasons("[{\"eventType\":\"a\"},[],{\"eventType\":\"\"},{\"eventType\":\"b\"}]"))
                .containsExactly(null, Reason.NOT_AN_OBJECT, Reason.INVALID_EVENT_TYPE, null);
    }

    private List<@Nullable Reason> reasons(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return examination.of(new Submission(bytes, bytes.length, BodyFormat.JSON, null, NOW), count -> {}).stream()
                .<@Nullable Reason>map(verdict -> verdict instanceof Verdict.Rejected rejected
                        ? rejected.reason().reason()
                        : null)
                .toList();
    }
}
