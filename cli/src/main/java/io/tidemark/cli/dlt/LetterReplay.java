package io.tidemark.cli.dlt;

import io.tidemark.cli.terminal.CommandFailedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends letters to where they came from, and a mark for each to the dead-letter topic, all in one transaction: what was
 * sent and what is marked is the same, whatever dies in between. All replays of a topic have the same transactional id, so
 * one that begins puts an end to any other. Not thread-safe.
 */
final class LetterReplay implements AutoCloseable {

    private static final Duration LEAST = Duration.ofMinutes(1);

    /** The most that a broker allows unless it is told otherwise. */
    private static final Duration MOST = Duration.ofMinutes(15);

    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;

    /**
     * From here on no other replay of these letters can commit.
     *
     * @param timeout what is not committed so long after the first letter was sent, never is. If this process dies, nothing
     *     behind what it has sent is read by anybody for so long, or until the next replay
     */
    LetterReplay(String kafka, String deadLetterTopic, Duration timeout) {
        producer = new KafkaProducer<>(
                settings(kafka, deadLetterTopic, timeout), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Enough for so many letters: a millisecond for each is many times what it takes. */
    static Duration timeoutFor(int letters) {
        return Duration.ofMillis(Math.min(MOST.toMillis(), Math.max(LEAST.toMillis(), letters)));
    }

    /**
     * Sends these letters; if it fails, none of them, but that a {@link TimeoutException} leaves open whether they were.
     *
     * @throws CommandFailedException if one of them is no longer there
     */
    void send(DeadLetterTopic topic, Selection selection) {
        try {
            begin(topic, selection);
        } catch (RuntimeException e) {
            abort(e);
            throw e;
        }
        try {
            producer.commitTransaction();
        } catch (TimeoutException e) {
            throw e; // The broker may have committed: after that nothing can be aborted.
        } catch (RuntimeException e) {
            abort(e);
            throw e;
        }
    }

    /**
     * All of a transaction but its end: what is left of it if this process dies.
     *
     * @throws CommandFailedException if one of the letters is no longer there
     */
    void begin(DeadLetterTopic topic, Selection selection) {
        producer.beginTransaction();
        topic.read(record -> {
            if (selection.take(record)) {
                Letter letter = Letter.of(record).orElseThrow();
                var unused = producer.send(replay(letter, record)); // the commit tells what failed
                unused = producer.send(mark(letter, record));
            }
        });
        producer.flush();
        if (selection.left() > 0) {
            throw new CommandFailedException("Nothing was sent: the retention of " + topic.name() + " has just taken "
                    + selection.left() + " of these letters. Try again.");
        }
    }

    /** So that nobody has to wait for the transaction's time; one that was fenced is aborted already. */
    private void abort(RuntimeException reason) {
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }

    private static ProducerRecord<byte[], byte[]> replay(Letter letter, ConsumerRecord<byte[], byte[]> record) {
        ProducerRecord<byte[], byte[]> replay =
                new ProducerRecord<>(letter.topic(), letter.place().partition(), record.key(), record.value());
        LetterHeaders headers = new LetterHeaders(replay.headers());
        headers.add("tidemark-", letter.first());
        headers.add("tidemark-timestamp", Long.toString(letter.firstTime()));
        return replay;
    }

    /** In the letter's own partition, so that the topic's retention never takes it before the letter. */
    private static ProducerRecord<byte[], byte[]> mark(Letter letter, ConsumerRecord<byte[], byte[]> record) {
        ProducerRecord<byte[], byte[]> mark = new ProducerRecord<>(record.topic(), record.partition(), null, null);
        LetterHeaders headers = new LetterHeaders(mark.headers());
        headers.add(LetterHeaders.REPLAYED, "true");
        headers.add("tidemark-topic", letter.topic());
        headers.add("tidemark-", letter.place());
        return mark;
    }

    private static Map<String, Object> settings(String kafka, String deadLetterTopic, Duration timeout) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "tidemark-replay-of-" + deadLetterTopic);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(timeout.toMillis()));
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 10);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
        // The broker judges what a topic takes.
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 * 1024 * 1024);
        return settings;
    }
}
