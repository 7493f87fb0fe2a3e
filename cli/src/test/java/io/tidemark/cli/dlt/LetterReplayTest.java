package io.tidemark.cli.dlt;

import static io.tidemark.cli.dlt.DeadLetterFixture.KAFKA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.cli.terminal.CommandFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class LetterReplayTest {

    private DeadLetterFixture letters = new DeadLetterFixture("", "");

    @BeforeEach
    void create(TestInfo test) throws Exception {
        letters = DeadLetterFixture.create("replay-" + test.getDisplayName().replaceAll("[^A-Za-z]", ""));
        letters.letter(4, "INVALID_JSON", "4");
        letters.letter(5, "INVALID_JSON", "5");
    }

    @Test
    void replayThatDiesBeforeItsEndHasSentNothingAndTheNextOneSendsAll() {
        // Begun, sent and never ended: what a kill leaves behind.
        LetterReplay dead = replay(LetterReplay.timeoutFor(2));
        try (DeadLetterTopic topic = open()) {
            dead.begin(topic, unsent());
        }
        assertThat(letters.replayed()).isEmpty();

        sendAll();

        assertThat(letters.replayed())
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactlyInAnyOrder("4", "5");
        dead.close();
    }

    @Test
    void ofTwoReplaysAtOnceOneSends() {
        try (LetterReplay first = replay(LetterReplay.timeoutFor(2));
                DeadLetterTopic topic = open()) {
            Selection unsent = unsent();
            sendAll();

            assertThatThrownBy(() -> first.send(topic, unsent)).isInstanceOf(KafkaException.class);
        }
        assertThat(letters.replayed()).hasSize(2);
    }

    @Test
    void ifALetterIsGoneWhenItIsToBeSentNoneIsSent() {
        Selection unsent = unsent();
        unsent.put(0, 1_000);
        try (LetterReplay replay = replay(LetterReplay.timeoutFor(3));
                DeadLetterTopic topic = open()) {

            assertThatThrownBy(() -> replay.send(topic, unsent))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("has just taken 1 of these letters");
        }

        assertThat(letters.replayed()).isEmpty();
        assertThat(unsent().size()).isEqualTo(2);
    }

    @Test
    void letterAndMarkAreOneThing() {
        sendAll();

        try (DeadLetterTopic topic = open()) {
            Letters all = new Letters(topic);
            List<Boolean> replayed = new ArrayList<>();
            all.forEach((letter, record) -> replayed.add(all.isReplayed(letter)));
            assertThat(replayed).containsExactly(true, true);
            assertThat(all.foreign()).isZero();
        }
    }

    @Test
    void deadReplayHoldsTheLogUpForAMinuteOrAMillisecondForEachLetter() throws Exception {
        assertThat(LetterReplay.timeoutFor(60_000)).isEqualTo(Duration.ofMinutes(1));
        assertThat(LetterReplay.timeoutFor(200_000)).isEqualTo(Duration.ofSeconds(200));
        assertThat(LetterReplay.timeoutFor(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(15));

        replay(LetterReplay.timeoutFor(200_000)).close();

        assertThat(letters.transactionTimeout()).isEqualTo(Duration.ofSeconds(200));
    }

    private void sendAll() {
        try (LetterReplay replay = replay(LetterReplay.timeoutFor(2));
                DeadLetterTopic topic = open()) {
            replay.send(topic, unsent());
        }
    }

    private LetterReplay replay(Duration timeout) {
        return new LetterReplay(KAFKA, letters.deadLetterTopic(), timeout);
    }

    private Selection unsent() {
        Selection unsent = new Selection();
        try (DeadLetterTopic topic = open()) {
            Letters all = new Letters(topic);
            all.forEach((letter, record) -> {
                if (!all.isReplayed(letter)) {
                    unsent.put(record.partition(), record.offset());
                }
            });
        }
        return unsent;
    }

    private DeadLetterTopic open() {
        return DeadLetterTopic.open(KAFKA, letters.deadLetterTopic());
    }
}
