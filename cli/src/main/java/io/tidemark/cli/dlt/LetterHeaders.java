package io.tidemark.cli.dlt;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What the headers of a dead letter say, or of a mark that it was replayed. */
record LetterHeaders(Headers headers) {

    /** Of a record that is no letter: it says that the letter of the place that it names was replayed. */
    static final String REPLAYED = "tidemark-replayed";

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}");

    Optional<String> text(String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    OptionalLong number(String name) {
        Optional<String> digits = text(name).filter(text -> NUMBER.matcher(text).matches());
        return digits.isPresent() ? OptionalLong.of(Long.parseLong(digits.get())) : OptionalLong.empty();
    }

    Optional<Place> place(String prefix) {
        OptionalLong partition = number(prefix + "partition");
        OptionalLong offset = number(prefix + "offset");
        return partition.isPresent() && offset.isPresent()
                ? text(prefix + "topic-id")
                        .map(id -> new Place(id, Math.toIntExact(partition.getAsLong()), offset.getAsLong()))
                : Optional.empty();
    }

    boolean areOfAMark() {
        return headers.lastHeader(REPLAYED) != null;
    }

    /** Writes a place as {@link #place} reads it. */
    void add(String prefix, Place place) {
        add(prefix + "topic-id", place.topicId());
        add(prefix + "partition", Integer.toString(place.partition()));
        add(prefix + "offset", Long.toString(place.offset()));
    }

    void add(String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
