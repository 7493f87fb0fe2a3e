package io.tidemark.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeShiftTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2015-05-17T10:05:00Z",
                "2026-03-01T12:00:00Z",
                "2026-03-01T11:59:59.999Z",
                "2026-02-28T12:00:00Z",
                "2026-03-01T12:00:00.001Z",
                "2031-01-01T00:00:00Z"
            })
    void newestEventFallsWithinTheLastDay(String newest) {
        long millis = Instant.parse(newest).toEpochMilli();

        TimeShift shift = TimeShift.bringing(millis, NOW);

        Instant moved = Instant.ofEpochMilli(millis).plus(Duration.ofDays(shift.days()));
        assertThat(moved).isAfter(NOW.minus(Duration.ofDays(1))).isBeforeOrEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "1678886400, 1678972800",
                "1678886400000, 1678972800000",
                "1678886400.250, 1678972800.250",
                "1678886400000.5, 1678972800000.5",
                "'1678886400', '1678972800'",
                "'1678886400000', '1678972800000'",
                "'2023-03-15T13:20:00Z', '2023-03-16T13:20:00Z'",
                "'2023-03-15T13:20:00.123456+02:00', '2023-03-16T13:20:00.123456+02:00'",
                "'2023-12-31T23:59:59', '2024-01-01T23:59:59'",
                "'2023-03-25T12:00:00+01:00[Europe/Berlin]', '2023-03-26T12:00:00+01:00[Europe/Berlin]'",
            })
    void eachFormIsMovedByADayAndKept(String value, String moved) {
        String line = "{'eventType':'ä','timestamp':" + value + ",'data':{'timestamp':1}}";

        String shifted = apply(new TimeShift(1), line);

        assertThat(shifted).isEqualTo(line.replace(value, moved));
    }

    @Test
    void shiftGoesBackToo() {
        assertThat(apply(new TimeShift(-1), "{'timestamp':1678886400}")).isEqualTo("{'timestamp':1678800000}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'eventType':'a'}", "{'timestamp':'soon'}", "no JSON"})
    void lineWithoutAReadableTimeIsLeftAlone(String line) {
        assertThat(apply(new TimeShift(1), line)).isEqualTo(line);
    }

    private static String apply(TimeShift shift, String line) {
        byte[] bytes = line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new String(shift.apply(bytes, JsonLine.read(bytes)), StandardCharsets.UTF_8).replace('"', '\'');
    }
}
