package io.tidemark.cli.dlt;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All letters of a dead-letter topic: each once, since they are sent at least once. Not thread-safe. */
final class Letters {

    private final Map<Place, Letter> letters = new LinkedHashMap<>();
    private final Set<Place> replayed = new HashSet<>();
    private long foreign;

    void add(ConsumerRecord<byte[], byte[]> record) {
        LetterHeaders headers = new LetterHeaders(record.headers());
        if (headers.areOfAMark()) {
            headers.place("tidemark-").ifPresent(replayed::add);
            return;
        }
        Optional<Letter> letter = Letter.of(record);
        letter.ifPresent(l -> letters.putIfAbsent(l.place(), l));
        foreign += letter.isEmpty() ? 1 : 0;
    }

    Collection<Letter> all() {
        return letters.values();
    }

    boolean isReplayed(Letter letter) {
        return replayed.contains(letter.place());
    }

    /** How many there are for each reason. */
    Map<String, Integer> reasons() {
        Map<String, Integer> reasons = new TreeMap<>();
        letters.values().forEach(letter -> reasons.merge(letter.reason(), 1, Integer::sum));
        return reasons;
    }

    /** How many records of the topic are no letters, nor marks. */
    long foreign() {
        return foreign;
    }
}
