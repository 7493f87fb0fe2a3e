package io.tidemark.cli.dlt;

import static io.tidemark.cli.dlt.DeadLetterFixture.KAFKA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.cli.terminal.CommandFailedException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
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
        LetterReplay dead = new LetterReplay(KAFKA, letters.deadLetterTopic());
        try (DeadLetterTopic topic = open()) {
            dead.begin(topic, places());
        }
        assertThat(letters.replayed()).isEmpty();

        replay();

        assertThat(letters.replayed())
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactlyInAnyOrder("4", "5");
        dead.close();
    }

    @Test
    void ofTwoReplaysAtOnceOneSends() {
        try (LetterReplay first = new LetterReplay(KAFKA, letters.deadLetterTopic());
                DeadLetterTopic topic = open()) {
            Set<Place> places = places();
            replay();

            assertThatThrownBy(() -> first.send(topic, places)).isInstanceOf(KafkaException.class);
        }
        assertThat(letters.replayed()).hasSize(2);
    }

    @Test
    void ifALetterIsGoneWhenItIsToBeSentNoneIsSent() {
        Set<Place> places = new HashSet<>(places());
        places.add(new Place(letters.topicId(), 2, 6));
        try (LetterReplay replay = new LetterReplay(KAFKA, letters.deadLetterTopic());
                DeadLetterTopic topic = open()) {

            assertThatThrownBy(() -> replay.send(topic, places))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("has just taken 1 of these letters");
        }

        assertThat(letters.replayed()).isEmpty();
        assertThat(places()).hasSize(2);
    }

    @Test
    void letterAndMarkAreOneThing() {
        replay();

        try (DeadLetterTopic topic = open()) {
            Letters all = topic.letters();
            assertThat(all.all()).hasSize(2).allMatch(all::isReplayed);
            assertThat(all.foreign()).isZero();
        }
    }

    private void replay() {
        try (LetterReplay replay = new LetterReplay(KAFKA, letters.deadLetterTopic());
                DeadLetterTopic topic = open()) {
            replay.send(topic, places());
        }
    }

    private Set<Place> places() {
        try (DeadLetterTopic topic = open()) {
            Letters all = topic.letters();
            return all.all().stream()
                    .filter(letter -> !all.isReplayed(letter))
                    .map(Letter::place)
                    .collect(Collectors.toSet());
        }
    }

    private DeadLetterTopic open() {
        return DeadLetterTopic.open(KAFKA, letters.deadLetterTopic());
    }
}
