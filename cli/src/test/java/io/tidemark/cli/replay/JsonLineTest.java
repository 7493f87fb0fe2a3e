package io.tidemark.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLineTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "{'userId':'u','eventId':'e'};u",
                "{'eventId':'e','userId':null};e",
                "{'eventId':'e','userId':''};e",
                "{'userId':42};42",
                "{'userId':1.50};1.50",
                "{'userId':'a','userId':'b'};b",
                "{'data':{'userId':'inner'},'eventId':'e'};e",
                "{'userId':{'x':1},'eventId':'e'};e",
                "{'userId':'Zoë'};Zoë",
                "{'eventId':7};",
                "{};",
            })
    void keyIsTheUserElseTheEventId(String line, String key) {
        JsonLine read = JsonLine.read(bytes(line));

        assertThat(read.wellFormed()).isTrue();
        assertThat(read.key()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "[1]", "{'a':1} x", "{'a':", "{'userId':'u'", "'text'", "{'userId':'u'}{}"})
    void malformedLineHasNoKey(String line) {
        JsonLine read = JsonLine.read(bytes(line));

        assertThat(read.wellFormed()).isFalse();
        assertThat(read.key()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "{'timestamp':1678886400};1678886400",
                "{'ä':'ö','timestamp' : 1678886400123 , 'x':1};1678886400123",
                "{'timestamp':'2023-03-15T13:20:00Z','x':1};'2023-03-15T13:20:00Z'",
                "{'timestamp':1,'timestamp':1678886400.5};1678886400.5",
                "{'data':{'timestamp':1},'timestamp':1.6788864E9};1.6788864E9",
            })
    void timestampIsFoundToTheByte(String line, String value) {
        byte[] bytes = bytes(line);

        JsonLine.Time time = Objects.requireNonNull(JsonLine.read(bytes).time());

        assertThat(new String(bytes, time.from(), time.to() - time.from(), StandardCharsets.UTF_8))
                .isEqualTo(value.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "'soon'",
                "[1]",
                "-1",
                "1e99999999999",
                "1e-99999999999",
                "1e2147483648",
                "0e-2147483648",
                "'1e99999999999'",
            })
    void timestampThatCannotBeReadIsNoneAndTheKeyStays(String timestamp) {
        JsonLine read = JsonLine.read(bytes("{'timestamp':" + timestamp + ",'userId':'u'}"));

        assertThat(read.wellFormed()).isTrue();
        assertThat(read.time()).isNull();
        assertThat(read.key()).isEqualTo("u");
    }

    private static byte[] bytes(String line) {
        return line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
