package io.tidemark.cli.dlt;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that was rejected, as the dead-letter topic tells it; the record itself stays there.
 *
 * @param place     of the rejected record, by which letters are told apart
 * @param time      of the rejected record, in milliseconds since the epoch
 * @param first     where it stood first, if the rejected record was a replay; else its place
 * @param firstTime when it was first written
 * @param size      of its value in bytes
 * @param cut       whether only the first part of its value is here
 */
record Letter(
        String topic,
        Place place,
        long time,
        Place first,
        long firstTime,
        String reason,
        String message,
        long size,
        boolean cut) {

    /** Empty if the headers do not tell a place. */
    static Optional<Letter> of(ConsumerRecord<byte[], byte[]> record) {
        LetterHeaders headers = new LetterHeaders(record.headers());
        Optional<Place> place = headers.place("tidemark-");
        OptionalLong time = headers.number("tidemark-timestamp");
        Optional<String> topic = headers.text("tidemark-topic");
        if (place.isEmpty() || time.isEmpty() || topic.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong size = headers.number("tidemark-original-size");
        return Optional.of(new Letter(
                topic.get(),
                place.get(),
                time.getAsLong(),
                headers.place("tidemark-first-").orElse(place.get()),
                headers.number("tidemark-first-timestamp").orElse(time.getAsLong()),
                headers.text("tidemark-reason").orElse("UNKNOWN"),
                headers.text("tidemark-message").orElse(""),
                size.orElse(Math.max(0, record.serializedValueSize())),
                size.isPresent()));
    }
}
