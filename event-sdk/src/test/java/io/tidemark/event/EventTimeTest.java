package io.tidemark.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1678886400, 1678886400000",
        "1678886400.25, 1678886400250",
        "1678886400.2509, 1678886400250",
        "1678886400000, 1678886400000",
        "1678886400000.9, 1678886400000",
        "99999999999, 99999999999000",
        "100000000000, 100000000000",
        "100000000000000, 100000000000000",
        "0.0004, 0"
    })
    void numberAndItsTextAreTheSameTime(BigDecimal number, long millis) {
        assertThat(EventTime.ofNumber(number)).isEqualTo(millis);
        assertThat(EventTime.ofText(number.toPlainString())).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "2023-10-01T12:00:00Z, 1696161600000",
        "2023-10-01T14:00:00+02:00, 1696161600000",
        "2023-10-01T12:00:00, 1696161600000",
        "2023-10-01T12:00Z, 1696161600000",
        "2023-10-01T12:00:00.123456789Z, 1696161600123",
        "1970-01-01T00:00:00Z, 0",
        "1970-01-02T00:00:00Z, 86400000"
    })
    void isoTextIsRead(String text, long millis) {
        assertThat(EventTime.ofText(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "1e9",
                "now",
                "١٦٧٨٨٨٦٤٠٠",
                "1678886400 ",
                "1678886400.",
                ".5",
                "100000000000001",
                "9999999999999999",
                "12:00:00",
                "2023-13-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "9999-12-31T23:59:59Z",
                "+999999999-01-01T00:00:00Z",
                "2023-10-01T12:00:00+99:00"
            })
    void otherTextIsRefused(String text) {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> EventTime.ofText(text))
                .withMessageContaining("timestamp is '" + text + "'")
                .extracting(MalformedEventException::reason)
                .isEqualTo(MalformedEventException.Reason.INVALID_TIMESTAMP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "-0.001", "100000000000001", "100000000000000.1", "1e999999", "1e-999999", "-1e999999"})
    void otherNumberIsRefused(BigDecimal number) {
        assertThatExceptionOfType(MalformedEventException.class).isThrownBy(() -> EventTime.ofNumber(number));
    }

    @Property
    void numberTextAndIsoAgree(
            @ForAll @LongRange(min = EventTime.SECONDS_BELOW, max = EventTime.MAX_MILLIS - 1) long millis) {
        String seconds = BigDecimal.valueOf(millis, 3)
                .setScale(3, RoundingMode.UNNECESSARY)
                .toPlainString();

        assertThat(EventTime.ofNumber(millis)).isEqualTo(millis);
        assertThat(EventTime.ofNumber(BigDecimal.valueOf(millis))).isEqualTo(millis);
        assertThat(EventTime.ofNumber(new BigDecimal(seconds))).isEqualTo(millis);
        assertThat(EventTime.ofText(Long.toString(millis))).isEqualTo(millis);
        assertThat(EventTime.ofText(seconds)).isEqualTo(millis);
        assertThat(EventTime.ofText(Instant.ofEpochMilli(millis).toString())).isEqualTo(millis);
    }
}
