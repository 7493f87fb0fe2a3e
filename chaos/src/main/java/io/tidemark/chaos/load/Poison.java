package io.tidemark.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Records that are no events, each for another reason. */
final class Poison {

    private static final List<byte[]> RECORDS = Stream.concat(
                    Stream.of(
                                    "",
                                    "no JSON",
                                    "null",
                                    "[1,2,3]",
                                    "{\"eventType\":\"page_view\"",
                                    "{\"eventType\":5}",
                                    "{\"eventType\":\"\"}",
                                    "{\"eventType\":\"__page_view\"}",
                                    "{\"eventType\":\"page_view\",\"timestamp\":{}}",
                                    "{\"eventType\":\"page_view\",\"timestamp\":99999999999999}",
                                    "{\"eventType\":\"page_view\",\"data\":\"text\"}",
                                    "{\"eventType\":\"page_view\",\"userId\":[]}",
                                    "{\"eventType\":\"page_view\",\"x\":" + "[".repeat(500) + "]".repeat(500) + "}",
                                    "{\"eventType\":\"page_view\",\"x\":\"" + "x".repeat(300_000) + "\"}")
                            .map(text -> text.getBytes(UTF_8)),
                    Stream.of(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, '"', '}'}))
            .toList();

    private Poison() {}

    static byte[] any(SplittableRandom random) {
        // The large one is the last but one, and rare.
        int last = RECORDS.size() - (random.nextInt(20) == 0 ? 0 : 2);
        return RECORDS.get(random.nextInt(last));
    }

    static List<byte[]> all() {
        return RECORDS;
    }
}
