package io.tidemark.cli;

import static io.tidemark.cli.dlt.DeadLetterFixture.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.dlt.DeadLetterFixture;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Dead letters at the command line. */
class DeadLettersTest {

    private DeadLetterFixture letters = new DeadLetterFixture("", "");

    @BeforeEach
    void create(TestInfo test) throws Exception {
        letters = DeadLetterFixture.create("dlt-" + test.getDisplayName().replaceAll("[^A-Za-z]", ""));
    }

    @Test
    void eachLetterIsListedOnceHoweverOftenItWasSent() throws Exception {
        letters.letter(4, "INVALID_JSON", "{\"");
        letters.letter(4, "INVALID_JSON", "{\"");
        letters.letter(7, "TOO_LARGE", "{", "original-size", "600000");

        Run run = dlt("list");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .containsExactlyInAnyOrder(
                        letters.topic() + "-2@4 2023-03-15T12:30:00.004Z 2 B INVALID_JSON says?why 4",
                        letters.topic() + "-2@7 2023-03-15T12:30:00.007Z 600000 B (cut) TOO_LARGE says?why 7",
                        "dlt: 2 letters (1 INVALID_JSON, 1 TOO_LARGE), 0 replayed");
        assertThat(dlt("list", "--reason", "TOO_LARGE").out().lines())
                .hasSize(2)
                .last()
                .isEqualTo("dlt: 1 letters (1 TOO_LARGE), 0 replayed");
    }

    @Test
    void replayedLettersAreToldAsSuchInJsonToo() throws Exception {
        letters.letter(4, "INVALID_JSON", "{\"");
        dlt("replay");

        assertThat(dlt("list").out()).contains("2 B replayed INVALID_JSON", "1 letters (1 INVALID_JSON), 1 replayed");
        assertThat(dlt("list", "--json").out())
                .hasLineCount(1)
                .contains(
                        "\"topic\":\"" + letters.topic() + "\",\"partition\":2,\"offset\":4",
                        "\"time\":\"2023-03-15T12:30:00.004Z\"",
                        "\"replayed\":true,\"reason\":\"INVALID_JSON\",\"message\":\"says\\nwhy 4\"",
                        "\"reasons\":{\"INVALID_JSON\":1}");
    }

    @Test
    void replaySendsTheRecordToItsOwnPartitionWithItsFirstPlaceAndTime() throws Exception {
        letters.letter(4, "IN_THE_FUTURE", "{}");

        Run run = dlt("replay");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("dlt: 1 letters sent to the log" + System.lineSeparator());
        ConsumerRecord<byte[], byte[]> replayed = letters.replayed().get(0);
        assertThat(replayed.partition()).isEqualTo(2);
        assertThat(replayed.key()).isEqualTo("key4".getBytes(UTF_8));
        assertThat(replayed.value()).isEqualTo("{}".getBytes(UTF_8));
        assertThat(header(replayed, "topic-id")).isEqualTo(letters.topicId());
        assertThat(header(replayed, "partition")).isEqualTo("2");
        assertThat(header(replayed, "offset")).isEqualTo("4");
        assertThat(header(replayed, "timestamp")).isEqualTo("1678883400004");
    }

    @Test
    void secondReplaySendsNothingUnlessItIsForced() throws Exception {
        letters.letter(4, "INVALID_JSON", "{\"");
        letters.letter(5, "IN_THE_FUTURE", "{}");
        dlt("replay", "--reason", "IN_THE_FUTURE");
        assertThat(letters.replayed()).hasSize(1);

        assertThat(dlt("replay").out()).contains("1 letters were replayed before", "1 letters sent");
        assertThat(dlt("replay").out()).contains("2 letters were replayed before", "0 letters sent");
        assertThat(letters.replayed()).hasSize(2);
        assertThat(dlt("replay", "--force").out()).contains("2 letters sent");
        assertThat(letters.replayed()).hasSize(4);
    }

    @Test
    void recordThatIsRejectedAgainKeepsItsFirstPlaceAndTime() throws Exception {
        letters.letter(
                9,
                "IN_THE_FUTURE",
                "{}",
                "first-topic-id",
                letters.topicId(),
                "first-partition",
                "2",
                "first-offset",
                "4",
                "first-timestamp",
                "5");

        dlt("replay");

        ConsumerRecord<byte[], byte[]> replayed = letters.replayed().get(0);
        assertThat(header(replayed, "offset")).isEqualTo("4");
        assertThat(header(replayed, "timestamp")).isEqualTo("5");
    }

    @Test
    void whatCannotBeSentWholeOrToItsTopicIsNotSent() throws Exception {
        letters.letter(4, "TOO_LARGE", "{", "original-size", "600000");
        letters.letter(5, "INVALID_JSON", "{", "topic-id", "another");
        letters.letter(6, "INVALID_JSON", "{", "topic", "no-such-topic");

        Run run = dlt("replay");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("1 letters are not sent: they hold only", "2 letters are not sent: their topic");
        assertThat(letters.replayed()).isEmpty();
    }

    @Test
    void whatIsNoLetterIsToldAndLeftAlone() throws Exception {
        letters.letter(4, "INVALID_JSON", "{", "offset", "four");

        assertThat(dlt("list").out()).startsWith("dlt: 0 letters, 0 replayed");
        assertThat(dlt("list").err()).contains("1 records of " + letters.deadLetterTopic() + " are no dead letters");
        assertThat(dlt("replay").out()).startsWith("dlt: 0 letters sent");
    }

    @Test
    void missingTopicIsNamed() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", DeadLetterFixture.KAFKA))) {
            admin.deleteTopics(List.of(letters.deadLetterTopic())).all().get();
        }

        Run run = dlt("replay");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("has no topic " + letters.deadLetterTopic());
    }

    private Run dlt(String command, String... options) {
        String[] args = new String[options.length + 6];
        System.arraycopy(
                new String[] {"dlt", command, "--kafka", DeadLetterFixture.KAFKA, "--topic", letters.topic()},
                0,
                args,
                0,
                6);
        System.arraycopy(options, 0, args, 6, options.length);
        return Run.of(args);
    }
}
