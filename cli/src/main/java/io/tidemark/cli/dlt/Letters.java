package io.tidemark.cli.dlt;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The letters of a dead-letter topic, each once, since they are sent at least once. There may be millions: of each only its
 * place is remembered, and the topic is read as often as the letters are wanted. Not thread-safe.
 */
final class Letters {

    private final DeadLetterTopic topic;
    private final Set<Place> replayed = new HashSet<>();
    private final Set<String> origins = new HashSet<>();
    private long foreign;

    /** Reads the topic once: whether a letter was replayed is told behind it. */
    Letters(DeadLetterTopic topic) {
        this.topic = topic;
        topic.read(this::note);
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        LetterHeaders headers = new LetterHeaders(record.headers());
        if (headers.areOfAMark()) {
            headers.place("tidemark-").ifPresent(replayed::add);
            return;
        }
        Optional<Letter> letter = Letter.of(record);
        letter.ifPresent(l -> origins.add(l.topic()));
        foreign += letter.isEmpty() ? 1 : 0;
    }

    /** Hands over each letter with its first record, those of a partition in the order of their offsets. */
    void forEach(BiConsumer<Letter, ConsumerRecord<byte[], byte[]>> sink) {
        Set<Place> seen = new HashSet<>();
        topic.read(record -> {
            if (!new LetterHeaders(record.headers()).areOfAMark()) {
                Letter.of(record)
                        .filter(letter -> seen.add(letter.place()))
                        .ifPresent(letter -> sink.accept(letter, record));
            }
        });
    }

    boolean isReplayed(Letter letter) {
        return replayed.contains(letter.place());
    }

    /** The topics that they come from. */
    Set<String> origins() {
        return origins;
    }

    /** How many records of the topic are no letters, nor marks. */
    long foreign() {
        return foreign;
    }
}
