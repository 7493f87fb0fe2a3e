package io.tidemark.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.event.MalformedEventException.Reason;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;

class EventParserTest {

    /** Skips {@code data}, as a consumer does that needs nothing of it. */
    static final EventParser.DataReader SKIPPED = new EventParser.DataReader() {
        @Override
        public void reset() {}

        @Override
        public void read(JsonParser json) {
            json.skipChildren();
        }
    };

    private final EventParser parser = new EventParser(SKIPPED);

    @Test
    void allFieldsAreRead() {
        parser.parse(
                bytes(
                        "{'eventId':'01J','eventType':'user_login','userId':'u123','timestamp':1678886400,'data':{'platform':'iOS'}}"));

        assertThat(parser.eventId()).isEqualTo("01J");
        assertThat(parser.eventType()).isEqualTo("user_login");
        assertThat(parser.userId()).isEqualTo("u123");
        assertThat(parser.timestamp()).isEqualTo(1_678_886_400_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'eventType':'a'}",
                " \n{'eventType':'a'}\r\n\t ",
                "{'eventId':null,'eventType':'a','userId':null,'timestamp':null,'data':null}",
                "{'eventType':'a','more':{'eventType':'b','list':[1,{'userId':'x'}]},'eventid':7}"
            })
    void absentNullAndUnknownFieldsAreNothing(String json) {
        parser.parse(bytes(json));

        assertThat(parser.eventType()).isEqualTo("a");
        assertThat(parser.eventId()).isNull();
        assertThat(parser.userId()).isNull();
        assertThat(parser.timestamp()).isEqualTo(EventParser.NO_TIMESTAMP);
    }

    @Test
    void nothingIsLeftOfTheEventBefore() {
        parser.parse(bytes("{'eventId':'1','eventType':'a','userId':'u','timestamp':1}"));

        parser.parse(bytes("{'eventType':'b'}"));

        assertThat(parser.eventType()).isEqualTo("b");
        assertThat(parser.eventId()).isNull();
        assertThat(parser.userId()).isNull();
        assertThat(parser.timestamp()).isEqualTo(EventParser.NO_TIMESTAMP);
    }

    @Test
    void lastOfRepeatedFieldsWins() {
        parser.parse(bytes("{'eventId':'1','eventType':'a','userId':'u','timestamp':1,"
                + "'eventId':null,'event\\u0054ype':'b','userId':2,'timestamp':'1970-01-01T00:00:03Z'}"));

        assertThat(parser.eventId()).isNull();
        assertThat(parser.eventType()).isEqualTo("b");
        assertThat(parser.userId()).isEqualTo("2");
        assertThat(parser.timestamp()).isEqualTo(3000);
        refused(Reason.INVALID_EVENT_TYPE, bytes("{'eventType':'a','eventType':null}"));
    }

    @ParameterizedTest
    @CsvSource({"123, 123", "-7, -7", "1.50, 1.50", "1E400, 1E400", "12345678901234567890123, 12345678901234567890123"})
    void numberAsUserIsItsText(String number, String user) {
        parser.parse(bytes("{'eventType':'a','userId':" + number + "}"));

        assertThat(parser.userId()).isEqualTo(user);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INVALID_JSON | ``",
                "INVALID_JSON | {",
                "INVALID_JSON | hello",
                "INVALID_JSON | {'eventType':'a'} {}",
                "INVALID_JSON | {'eventType':'a'}x",
                "INVALID_JSON | {'eventType':'a',}",
                "INVALID_JSON | {'eventType':'a','x':NaN}",
                "INVALID_JSON | `{'eventType':'a','x':'\n'}`",
                "INVALID_JSON | {'eventType':'a','x':01}",
                "INVALID_JSON | {/* why */'eventType':'a'}",
                "NOT_AN_OBJECT | []",
                "NOT_AN_OBJECT | null",
                "NOT_AN_OBJECT | 12",
                "NOT_AN_OBJECT | 'eventType'",
                "INVALID_EVENT_TYPE | {}",
                "INVALID_EVENT_TYPE | {'eventType':null}",
                "INVALID_EVENT_TYPE | {'eventType':''}",
                "INVALID_EVENT_TYPE | {'eventType':'__x'}",
                "INVALID_EVENT_TYPE | {'eventType':7}",
                "INVALID_EVENT_TYPE | {'eventType':['a']}",
                "INVALID_EVENT_ID | {'eventType':'a','eventId':''}",
                "INVALID_EVENT_ID | {'eventType':'a','eventId':7}",
                "INVALID_USER_ID | {'eventType':'a','userId':''}",
                "INVALID_USER_ID | {'eventType':'a','userId':true}",
                "INVALID_USER_ID | {'eventType':'a','userId':{}}",
                "INVALID_TIMESTAMP | {'eventType':'a','timestamp':''}",
                "INVALID_TIMESTAMP | {'eventType':'a','timestamp':-1}",
                "INVALID_TIMESTAMP | {'eventType':'a','timestamp':false}",
                "INVALID_TIMESTAMP | {'eventType':'a','timestamp':[1]}",
                "INVALID_TIMESTAMP | {'eventType':'a','timestamp':100000000000001}",
                "INVALID_TIMESTAMP | {'eventType':'a','timestamp':99999999999999999999}",
                "INVALID_DATA | {'eventType':'a','data':[]}",
                "INVALID_DATA | {'eventType':'a','data':''}",
                "INVALID_DATA | {'eventType':'a','data':0}"
            })
    void brokenRuleHasItsReason(Reason reason, String json) {
        refused(reason, bytes(json));
    }

    @Test
    void whatNeverClosesIsSaidPlainly() {
        assertThatThrownBy(() -> parser.parse("{\"eventType\":\"a\"".getBytes(UTF_8)))
                .hasMessage("not JSON: Unexpected end-of-input: expected close marker for Object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'eventType':'a','x':NaN} | not JSON: Non-standard token 'NaN'",
                "{'eventType':'a','x':+1} | in numeric value: JSON spec does not allow numbers to have plus signs",
            })
    void switchesOfJacksonAreNotToldOf(String json, String message) {
        assertThatThrownBy(() -> parser.parse(bytes(json))).hasMessageEndingWith(message);
    }

    @Test
    void limitIsToldWithoutTheNameThatJacksonHasForIt() {
        assertThatThrownBy(() -> parser.parse(bytes("{'eventType':'a','timestamp':" + "9".repeat(1001) + "}")))
                .hasMessage("Number value length (1001) exceeds the maximum allowed (1000)");
    }

    @Test
    void placeIsToldOfWhatIsNotUtf8() {
        assertThatThrownBy(() -> parser.parse(with("{\"a\":\"", "80", "\"}")))
                .hasMessage("the event is not UTF-8 (byte 6)");
    }

    @Test
    void recordWithoutValueHasItsReason() {
        refused(Reason.NO_VALUE, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999",
                "1e-999999",
                "1E+2147483647",
                "1e-2147483647",
                "1e99999999999",
                "1e-99999999999",
                "-1e999999",
                "0e999999",
                "0e-999999"
            })
    void hugeExponentOfATimestampIsRefusedAtOnce(String number) {
        byte[] json = bytes("{'eventType':'a','timestamp':" + number + "}");

        MalformedEventException refusal = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> Assertions.assertThrows(MalformedEventException.class, () -> parser.parse(json)));

        assertThat(refusal.getMessage()).hasSizeLessThan(300);
    }

    @Test
    void numberThatAReaderCannotHoldIsRefused() {
        EventParser decimals = new EventParser(new EventParser.DataReader() {
            @Override
            public void reset() {}

            @Override
            public void read(JsonParser json) {
                json.nextToken();
                json.nextToken();
                json.getDecimalValue();
            }
        });

        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> decimals.parse(bytes("{'eventType':'a','data':{'x':1e99999999999}}")))
                .extracting(MalformedEventException::reason)
                .isEqualTo(Reason.JSON_LIMIT);
    }

    @ParameterizedTest
    @CsvSource({"{'x':, }", "[, ]"})
    void nestingIsAllowedToDepth64(String open, String close) {
        int inner = EventRules.MAX_DEPTH - 1;

        parser.parse(nested(open, close, inner));
        refused(Reason.JSON_LIMIT, nested(open, close, inner + 1));
        refused(Reason.JSON_LIMIT, bytes("{'eventType':'a','x':" + open.repeat(200_000 / open.length())));
        refused(Reason.JSON_LIMIT, bytes("{'eventType':'a','data':{'x':" + open.repeat(200_000 / open.length())));
        refused(Reason.NOT_AN_OBJECT, bytes("[".repeat(100_000)));
    }

    @Test
    void sizeIsBounded() {
        String start = "{'eventType':'a','x':'";
        String text = "x".repeat(EventRules.MAX_BYTES - start.length() - 2);

        parser.parse(bytes(start + text + "'}"));
        refused(Reason.TOO_LARGE, bytes(start + text + "x'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void otherEncodingsAreRefused(String charset) {
        byte[] json = "{\"eventType\":\"a\"}".getBytes(Charset.forName(charset));

        assertThatThrownBy(() -> parser.parse(json))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("is UTF-16 or UTF-32");
    }

    @Test
    void byteOrderMarkIsRefused() {
        refused(Reason.INVALID_JSON, bytes("\uFEFF{'eventType':'a'}"));
        assertThatThrownBy(() -> parser.parse(bytes("\uFEFF{'eventType':'a'}")))
                .hasMessageContaining("byte order mark");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C0 80", "C1 BF", "E0 80 AF", "F0 80 80 AF", "ED A0 80", "F4 90 80 80", "FF", "80", "C3"})
    void invalidUtf8IsRefusedEvenWhereItIsSkipped(String hex) {
        refused(Reason.INVALID_UTF8, with("{\"eventType\":\"a\",\"skipped\":\"", hex, "\"}"));
        refused(Reason.INVALID_UTF8, with("{\"eventType\":\"a\",\"userId\":\"", hex, "\"}"));
        refused(Reason.INVALID_UTF8, with("{\"eventType\":\"a\",\"", hex, "\":1}"));
    }

    @Test
    void textBeyondAsciiIsRead() {
        parser.parse(bytes("{'eventType':'a','userId':'Zoë 🦀','x':'日本'}"));

        assertThat(parser.userId()).isEqualTo("Zoë 🦀");
    }

    private void refused(Reason reason, byte @Nullable [] json) {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> parser.parse(json))
                .extracting(MalformedEventException::reason)
                .isEqualTo(reason);
    }

    private static byte[] nested(String open, String close, int levels) {
        String innermost = open.startsWith("{") ? "1" : "";
        return bytes("{'eventType':'a','x':" + open.repeat(levels) + innermost + close.repeat(levels) + "}");
    }

    private static byte[] with(String before, String hex, String after) {
        byte[] middle = HexFormat.ofDelimiter(" ").parseHex(hex.toLowerCase(Locale.ROOT));
        byte[] start = before.getBytes(UTF_8);
        byte[] end = after.getBytes(UTF_8);
        byte[] all = Arrays.copyOf(start, start.length + middle.length + end.length);
        System.arraycopy(middle, 0, all, start.length, middle.length);
        System.arraycopy(end, 0, all, start.length + middle.length, end.length);
        return all;
    }

    /** Single quotes stand for double ones. */
    static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(UTF_8);
    }
}
