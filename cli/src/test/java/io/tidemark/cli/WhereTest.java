package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.audit.FoldedTopic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What became of an event, asked of a real Kafka and a real Redis. */
class WhereTest {

    private static final String CATALOG = "{\"metrics\":["
            + "{\"name\":\"by_page\",\"counter\":{},\"by\":\"data.page\"},"
            + "{\"name\":\"users\",\"window\":{\"every\":\"day\",\"keep\":\"2d\"},\"aggregate\":\"distinct(userId)\"},"
            + "{\"name\":\"revenue\",\"window\":{\"every\":\"minute\",\"keep\":\"1h\"},\"aggregate\":\"sum(data.n)\"},"
            + "{\"name\":\"small\",\"counter\":{},\"where\":\"data.n < 2\"},"
            + "{\"name\":\"large\",\"counter\":{},\"where\":\"data.n >= 2\"},"
            + "{\"name\":\"top\",\"leaderboard\":{\"by\":\"userId\"}}]}";

    @Test
    void everyPlaceOfAnEventIsToldWithWhatBecameOfItThere() throws Exception {
        try (FoldedTopic topic = FoldedTopic.create("where-all", CATALOG)) {
            topic.send(
                    "{\"eventType\":\"a\",\"eventId\":\"other\"}",
                    "{\"eventType\":\"a\",\"eventId\":\"e1\",\"timestamp\":1678883400,\"data\":{\"page\":\"/\",\"n\":1.5}}",
                    "{\"eventType\":\"\",\"eventId\":\"e1\"}",
                    "{\"eventType\":\"a\",\"eventId\":\"another\"}",
                    "{\"eventType\":\"a\",\"eventId\":\"e1\"}",
                    "{\"eventType\":\"a\",\"eventId\":\"e1\"}");
            topic.fold(5);

            Run run = where(topic, "e1");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines().map(line -> line.replaceAll("[0-9-]{10}T[0-9:.]+Z", "TIME")))
                    .containsExactly(
                            "where-all-0@1 TIME counted",
                            "  a: metrics:counters a takes 1",
                            "  by_page: metrics:counters:by_page / takes 1",
                            "  revenue: late",
                            "  small: metrics:counters small takes 1",
                            "  top: unusable",
                            "  users: late",
                            "where-all-0@2 TIME rejected: eventType breaks its rule",
                            "where-all-0@4 TIME duplicate of 1",
                            "where-all-0@5 TIME not folded yet");
        }
    }

    @Test
    void keysThatItMovedAreToldWithWhatWasAdded() throws Exception {
        try (FoldedTopic topic = FoldedTopic.create("where-keys", CATALOG)) {
            topic.send("{\"eventType\":\"a\",\"eventId\":\"e1\",\"userId\":\"u\",\"data\":{\"n\":1.5}}");
            topic.fold(1);

            assertThat(where(topic, "e1").out())
                    .containsPattern("  revenue: metrics:revenue:minute:[0-9]{12} takes 1.5\\R")
                    .containsPattern("  users: metrics:users:day:[0-9]{8} takes u")
                    .contains("  top: metrics:leaderboards:top u takes 1");
            assertThat(where(topic, "e1", "--json").out())
                    .hasLineCount(1)
                    .startsWith("{")
                    .contains("\"eventId\":\"e1\"")
                    .contains("\"topic\":\"where-keys\",\"partition\":0,\"offset\":0,\"time\":\"20")
                    .contains("\"fate\":\"COUNTED\"")
                    .contains("{\"metric\":\"top\",\"outcome\":\"APPLIED\",\"key\":\"metrics:leaderboards:top\","
                            + "\"field\":\"u\",\"value\":\"1\"}");
        }
    }

    @Test
    void eventThatIsNowhereIsNotFound() throws Exception {
        try (FoldedTopic topic = FoldedTopic.create("where-none", CATALOG)) {
            topic.send("{\"eventType\":\"a\",\"eventId\":\"e10\"}");
            topic.fold(1);

            Run run = where(topic, "e1");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).startsWith("where: no event with the id 'e1'");
        }
    }

    @Test
    void logThatWasCutCannotTell() throws Exception {
        try (FoldedTopic topic = FoldedTopic.create("where-cut", CATALOG)) {
            topic.send("{\"eventType\":\"a\",\"eventId\":\"e1\"}", "{\"eventType\":\"a\",\"eventId\":\"e2\"}");
            topic.fold(2);
            topic.cutBefore(1);

            Run run = where(topic, "e2");

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.out()).startsWith("where: not provable before offset 1");
        }
    }

    private static Run where(FoldedTopic topic, String... options) {
        List<String> args = new ArrayList<>(List.of("where"));
        args.addAll(topic.options());
        args.addAll(List.of(options));
        return Run.of(args.toArray(String[]::new));
    }
}
