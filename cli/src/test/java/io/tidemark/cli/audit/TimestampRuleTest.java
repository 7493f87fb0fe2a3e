package io.tidemark.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampRuleTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "1678886400, 1678886400000",
        "1678886400.9999, 1678886400999",
        "99999999999, 99999999999000",
        "99999999999.9999, 99999999999999",
        "100000000000, 100000000000",
        "1678886400000.7, 1678886400000",
        "1.6788864e9, 1678886400000",
        "1e14, 100000000000000",
    })
    void numberIsSecondsOrMilliseconds(String number, long millis) throws NotAnEventException {
        assertThat(TimestampRule.millis(new JsonValue.Numeral(number))).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-0.5", "100000000000001", "1e15", "1e-1001", "0e1001", "1e99999999999"})
    void otherNumberIsRefused(String number) {
        assertThatThrownBy(() -> TimestampRule.millis(new JsonValue.Numeral(number)))
                .isInstanceOf(NotAnEventException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1678886400000, 1678886400000",
        "1678886400.5, 1678886400500",
        "2023-03-15T13:20:00Z, 1678886400000",
        "2023-03-15T13:20:00.1239Z, 1678886400123",
        "2023-03-15T13:20, 1678886400000",
        "2023-03-15t13:20:00z, 1678886400000",
        "2023-03-15T14:20:00+01:00, 1678886400000",
        "2023-03-15T14:20:00+01:00[Europe/Paris], 1678886400000",
        "1970-01-01T00:00:00Z, 0",
    })
    void textIsDigitsOrIso(String text, long millis) throws NotAnEventException {
        assertThat(TimestampRule.millis(new JsonValue.Text(text))).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1e9",
                "-1",
                "+1",
                " 1",
                "1.",
                "1234567890123456",
                "200000000000000",
                "2023-03-15",
                "2023-03-15 13:20:00",
                "2023-02-30T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "9999-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "yesterday"
            })
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> TimestampRule.millis(new JsonValue.Text(text)))
                .isInstanceOf(NotAnEventException.class);
    }
}
