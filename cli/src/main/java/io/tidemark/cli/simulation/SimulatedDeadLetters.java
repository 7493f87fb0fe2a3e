package io.tidemark.cli.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/** The dead-letter topic, which acknowledges at once, later or never. */
final class SimulatedDeadLetters {

    private final World world;
    private final List<NavigableSet<Long>> acknowledged = new ArrayList<>();
    private final List<Letter> sent = new ArrayList<>();

    private record Letter(int partition, long offset, CompletableFuture<?> answer) {}

    SimulatedDeadLetters(World world, int partitions) {
        this.world = world;
        for (int i = 0; i < partitions; i++) {
            acknowledged.add(new TreeSet<>());
        }
    }

    CompletableFuture<?> send(ProducerRecord<byte[], byte[]> record) {
        Letter letter =
                new Letter((int) number(record, "partition"), number(record, "offset"), new CompletableFuture<>());
        if (world.isCalm() || world.chance().percent(75)) {
            acknowledge(letter);
        } else if (world.chance().percent(50)) {
            refuse(letter);
        } else {
            sent.add(letter);
        }
        return letter.answer();
    }

    /** Kafka answers one that has waited. */
    void answerOne() {
        if (!sent.isEmpty()) {
            Letter letter = sent.remove(world.chance().below(sent.size()));
            if (world.chance().percent(70)) {
                acknowledge(letter);
            } else {
                refuse(letter);
            }
        }
    }

    void answerAll() {
        sent.forEach(this::acknowledge);
        sent.clear();
    }

    /** How many records of a partition are surely on the topic, each once however often it was sent. */
    int count(int partition, long from, long to) {
        return acknowledged.get(partition).subSet(from, to).size();
    }

    private void acknowledge(Letter letter) {
        world.story().tell(() -> "dead letter of " + letter.partition() + " at " + letter.offset() + " acknowledged");
        acknowledged.get(letter.partition()).add(letter.offset());
        letter.answer().complete(null);
    }

    private void refuse(Letter letter) {
        world.story().tell(() -> "dead letter of " + letter.partition() + " at " + letter.offset() + " refused");
        letter.answer().completeExceptionally(new TimeoutException("Kafka does not acknowledge"));
    }

    private static long number(ProducerRecord<byte[], byte[]> record, String header) {
        return Long.parseLong(
                new String(record.headers().lastHeader("tidemark-" + header).value(), UTF_8));
    }
}
