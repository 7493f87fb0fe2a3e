package io.tidemark.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.processor.log.LogView;
import io.tidemark.processor.log.TopicStarts.Starts;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResetPlanTest {

    private static final LogView LOG = new LogView("id", Map.of(0, 10L, 1, 20L), Map.of(0, 100L, 1, 200L));
    private static final TopicLedger LEDGER = new TopicLedger(
            "id", Map.of(0, Position.at(50), 1, Position.at(60)), Map.of(0, 5L, 1, 25L), Map.of(), Map.of());
    private static final Starts KNOWN = new Starts("id", Map.of(0, 6L, 1, 26L));

    @ParameterizedTest
    @CsvSource({
        "t, earliest, 10, 20",
        "t, latest, 100, 200",
        "t, 30, 30, 30",
        "t:0, earliest, 10, 25",
        "t:0, 100, 100, 25",
        "t:1, latest, 5, 200"
    })
    void namedPartitionsGetTheNewStartAndTheOthersTheirOwn(String target, String to, long first, long second) {
        assertThat(plan(target, to, LEDGER, KNOWN)).isEqualTo(Map.of(0, first, 1, second));
    }

    @Test
    void whereTheLedgerWasLostZooKeeperKnowsTheStart() {
        assertThat(plan("t:0", "latest", TopicLedger.NONE, KNOWN)).isEqualTo(Map.of(0, 100L, 1, 26L));
        assertThat(plan("t:0", "latest", TopicLedger.NONE, Starts.NONE)).isEqualTo(Map.of(0, 100L, 1, 20L));
    }

    @Test
    void startsOfAnotherTopicOfTheNameMeanNothing() {
        TopicLedger other = new TopicLedger("old", LEDGER.positions(), LEDGER.starts(), Map.of(), Map.of());

        Map<Integer, Long> starts = plan("t:0", "latest", other, new Starts("old", KNOWN.starts()));

        assertThat(starts).isEqualTo(Map.of(0, 100L, 1, 20L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t:2 | earliest | t has no partition 2; it has 0 to 1",
                "t   | 9        | --to is 9, which is outside of the log of t:0; it reaches from 10 to 100",
                "t:1 | 201      | --to is 201, which is outside of the log of t:1; it reaches from 20 to 200"
            })
    void placeThatIsNotThereIsRefused(String target, String to, String message) {
        assertThatThrownBy(() -> plan(target, to, LEDGER, KNOWN))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage(message);
    }

    @Test
    void startBehindATruncatedLogIsRefused() {
        TopicLedger ledger = new TopicLedger("id", LEDGER.positions(), Map.of(0, 5L, 1, 201L), Map.of(), Map.of());

        assertThatThrownBy(() -> plan("t:0", "earliest", ledger, KNOWN))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("t:1 was started at 201")
                .hasMessageContaining("reset the whole topic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "t:", "t:x", "t:-1", ":1"})
    void otherTargetIsRefused(String text) {
        assertThatThrownBy(() -> Target.parse(text))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("TOPIC:PARTITION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "first", "-1", "1.5", "9999999999999999999"})
    void otherStartIsRefused(String text) {
        assertThatThrownBy(() -> NewStart.parse(text))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("earliest, latest and an offset");
    }

    private static Map<Integer, Long> plan(String target, String to, TopicLedger ledger, Starts known) {
        return ResetPlan.starts(Target.parse(target), NewStart.parse(to), LOG, ledger, known);
    }
}
