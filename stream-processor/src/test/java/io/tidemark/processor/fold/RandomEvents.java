package io.tidemark.processor.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** JSON that is an event, nearly one, or broken, at every place where a reader may go wrong. The seed decides. */
final class RandomEvents {

    private static final int MAX_MUTATIONS = 4;
    private static final int MAX_TREE_DEPTH = 5;

    private static final String[] TOP_NAMES = {
        "eventId", "eventType", "eventType", "userId", "timestamp", "data", "data", "dat", "eventtype", "", "more"
    };
    private static final String[] DATA_NAMES = {
        "a",
        "b",
        "b",
        "c",
        "c",
        "d",
        "é",
        "x y",
        "日本",
        "😀",
        "z",
        "",
        "data",
        "a\u0000",
        "\u0000",
        "?",
        "\"",
        "\\",
        "aaaaaaaa"
    };
    private static final String[] TEXTS = {
        "a",
        "page_view",
        "__x",
        "",
        "x y",
        "Zoë 🦀",
        "日本",
        "/products/category-15/item-75",
        "a\"b",
        "\\",
        "\n\t\b\f\r/",
        "\u0000",
        "\u001F",
        "\u007F",
        "\u0080",
        "\uFFFF",
        "2023-03-15T12:00:00Z",
        "2023-03-15T12:00:00",
        "1678881600",
        "1678881600000.5",
        "-5",
        "1e5",
        "true",
        "null",
        "12345678",
        "1234567\"",
        "éééééééééé"
    };
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1",
        "-1",
        "7.50",
        "1e5",
        "1E+5",
        "1e-5",
        "0.0",
        "0e0",
        "-0.0e-0",
        "1678881600",
        "1678881600000",
        "1678881600000.123456",
        "99999999999",
        "100000000000",
        "100000000000000",
        "100000000000001",
        "999999999999999999",
        "1000000000000000000",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "99999999999999999999999",
        "1e999999",
        "1e-999999",
        "1e99999999999",
        "0e99999999999",
        "1e2147483647",
        "1e-2147483648",
        "1.0000000000000000000000000000000000000001",
        "1e14",
        "1.00000000000001e14",
        "1678881.6e6"
    };
    private static final String[] SNIPPETS = {
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "-a",
        "NaN",
        "-Infinity",
        "tru",
        "truex",
        "true$",
        "falsé",
        "null0",
        "nul",
        "\\u12",
        "\\uD83D",
        "\\uDE00",
        "\\uD83D\\uDE00",
        "\\uD83D\\u0041",
        "\\x",
        "\\",
        "\\u00zz",
        "\\u0000",
        "\\u00e9",
        "\"",
        "\"\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        ",,",
        "{}",
        "[]",
        "[1,]",
        "{\"a\":1,}",
        "{,}",
        "[,]",
        "//",
        "/**/",
        "#",
        " ",
        "\t",
        "\r\n",
        "\u000B",
        "\f",
        "\u0000",
        "\u001E",
        "\u007F",
        "\u00A0",
        "\u2028",
        "\uFEFF",
        "é",
        "😀",
        "'",
        "'a'",
        "true",
        "false",
        "null",
        "\"a\":",
        "\"data\":{",
        "\"data\":null",
        "\"eventType\":\"b\"",
        "\"b\":{\"c\":1}",
        "}}",
        "[[",
        "]]",
        "0",
        "9",
        "e",
        "E",
        ".",
        "\"eventId\":true",
        "\"userId\":[",
        "\"timestamp\":false"
    };
    private static final String[] INVALID_UTF8 = {
        "C080", "C1BF", "E080AF", "F08080AF", "EDA080", "F4908080", "FF", "80", "C3", "EFBBBF", "EFBB", "F09F98"
    };

    private final SplittableRandom random;
    private final StringBuilder json = new StringBuilder();

    RandomEvents(long seed) {
        random = new SplittableRandom(seed);
    }

    byte[] next() {
        json.setLength(0);
        space();
        if (random.nextInt(40) == 0) {
            value(0);
        } else {
            event();
        }
        space();
        byte[] bytes = json.toString().getBytes(UTF_8);
        for (int i = random.nextInt(3) == 0 ? 0 : random.nextInt(MAX_MUTATIONS); i > 0; i--) {
            bytes = mutated(bytes);
        }
        return bytes;
    }

    private void event() {
        json.append('{');
        boolean typed = random.nextInt(20) != 0;
        if (typed) {
            text("eventType");
            json.append(':');
            text("page_view");
        }
        for (int i = random.nextInt(7); i > 0; i--) {
            if (json.charAt(json.length() - 1) != '{') {
                json.append(',');
            }
            topField();
        }
        json.append('}');
    }

    private void topField() {
        String name = oneOf(TOP_NAMES);
        space();
        text(name);
        space();
        json.append(':');
        space();
        if (random.nextInt(12) == 0) {
            value(1);
            return;
        }
        switch (name) {
            case "eventId", "userId" ->
                text(random.nextInt(8) == 0 ? oneOf(TEXTS).repeat(40) : oneOf(TEXTS));
            case "eventType" -> text(random.nextBoolean() ? "login" : oneOf(TEXTS));
            case "timestamp" -> json.append(random.nextInt(3) == 0 ? oneOf(NUMBERS) : "1678881600000");
            case "data" -> object(1);
            default -> value(1);
        }
        space();
    }

    private void value(int depth) {
        switch (random.nextInt(depth < MAX_TREE_DEPTH ? 9 : 6)) {
            case 0 -> json.append(oneOf("true", "false", "null"));
            case 1, 2 -> text(oneOf(TEXTS));
            case 3 -> json.append(oneOf(NUMBERS));
            case 4 -> number();
            case 5 -> odd();
            case 6 -> array(depth);
            default -> object(depth);
        }
    }

    private void object(int depth) {
        json.append('{');
        for (int i = random.nextInt(5); i > 0; i--) {
            space();
            text(oneOf(DATA_NAMES));
            space();
            json.append(':');
            space();
            value(depth + 1);
            space();
            json.append(i > 1 ? "," : "");
        }
        json.append('}');
    }

    private void array(int depth) {
        json.append('[');
        for (int i = random.nextInt(4); i > 0; i--) {
            space();
            value(depth + 1);
            space();
            json.append(i > 1 ? "," : "");
        }
        json.append(']');
    }

    private void number() {
        json.append(random.nextInt(4) == 0 ? "-" : "").append(random.nextInt(1_000));
        if (random.nextBoolean()) {
            json.append('.').append(random.nextInt(1_000_000));
        }
        if (random.nextInt(4) == 0) {
            json.append(oneOf("e", "E", "e+", "E-")).append(random.nextInt(30));
        }
    }

    /** At the limits. */
    private void odd() {
        if (random.nextInt(8) != 0) {
            json.append(random.nextInt());
            return;
        }
        switch (random.nextInt(7)) {
            case 0 -> json.append("1".repeat(random.nextInt(998, 1_003)));
            case 1 -> json.append("-1.").append("0".repeat(random.nextInt(996, 1_001)));
            case 2 -> json.append("1.5e").append("0".repeat(random.nextInt(995, 1_001)));
            case 3 -> nested("[", "]");
            case 4 -> nested("{\"b\":", "}");
            case 5 -> text("x".repeat(random.nextInt(100, 300)));
            default -> {
                if (random.nextInt(20) == 0) {
                    json.append(
                            "{\"" + oneOf("", "\\u0061", "\\u00e9", "é") + "n".repeat(random.nextInt(49_990, 50_010)));
                    json.append("\":1}");
                } else {
                    json.append(0);
                }
            }
        }
    }

    private void nested(String open, String close) {
        int levels = random.nextInt(58, 68);
        json.append(open.repeat(levels))
                .append(open.equals("[") ? "" : "1")
                .append(close.repeat(levels - random.nextInt(20) / 19));
    }

    private void text(String text) {
        json.append('"');
        boolean escapes = random.nextInt(6) == 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || (escapes && random.nextBoolean())) {
                int letter = "\"\\/\b\f\n\r\t".indexOf(c);
                if (letter >= 0 && random.nextBoolean()) {
                    json.append('\\').append("\"\\/bfnrt".charAt(letter));
                } else {
                    String hex = HexFormat.of().toHexDigits(c);
                    json.append("\\u").append(random.nextBoolean() ? hex : hex.toUpperCase(java.util.Locale.ROOT));
                }
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private void space() {
        while (random.nextInt(12) == 0) {
            json.append(oneOf(" ", "\n", "\t", "\r", "  "));
        }
    }

    private byte[] mutated(byte[] bytes) {
        int place = random.nextInt(bytes.length + 1);
        int until = Math.min(bytes.length, place + random.nextInt(1, 12));
        return switch (random.nextInt(9)) {
            case 0 -> flipped(bytes);
            case 1 -> Arrays.copyOf(bytes, place);
            case 2 -> spliced(bytes, place, new byte[0], until);
            case 3, 4 -> spliced(bytes, place, oneOf(SNIPPETS).getBytes(UTF_8), place);
            case 5, 6 -> spliced(bytes, place, oneOf(SNIPPETS).getBytes(UTF_8), until);
            case 7 -> spliced(bytes, place, Arrays.copyOfRange(bytes, place, until), place);
            default ->
                random.nextInt(4) == 0
                        ? spliced(bytes, place, HexFormat.of().parseHex(oneOf(INVALID_UTF8)), place)
                        : spliced(bytes, place, new byte[] {(byte) random.nextInt(128)}, until);
        };
    }

    private byte[] flipped(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(random.nextInt(10) == 0 ? 8 : 7));
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, byte[] middle, int until) {
        byte[] all = Arrays.copyOf(bytes, from + middle.length + bytes.length - until);
        System.arraycopy(middle, 0, all, from, middle.length);
        System.arraycopy(bytes, until, all, from + middle.length, bytes.length - until);
        return all;
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
