package io.tidemark.processor.log;

import io.tidemark.event.MalformedEventException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Sends rejected records to the dead-letter topic: at least once, with their identity in the headers, by which a reader
 * keeps one of each. Thread-safe.
 */
final class DeadLetters {

    /** Keys and values larger than this together are cut, so that they and the headers stay below what a topic takes. */
    static final int MAX_SIZE = 512 * 1024;

    static final int CUT_SIZE = 64 * 1024;

    /** Of a record that is a replay: where and when it was first written. */
    private static final List<String> ORIGIN = List.of("topic-id", "partition", "offset", "timestamp");

    /** Anybody may write headers, and a letter must stay small. */
    private static final int MAX_ORIGIN = 64;

    private final Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> producer;
    private final String topic;

    DeadLetters(Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** A rejected record, and why. */
    record DeadLetter(String topicId, ConsumerRecord<byte[], byte[]> rejected, MalformedEventException reason) {}

    /** Completes when Kafka has acknowledged all of them; fails if it has not. */
    CompletableFuture<Void> send(List<DeadLetter> letters) {
        CompletableFuture<?>[] sent = new CompletableFuture<?>[letters.size()];
        Arrays.fill(sent, CompletableFuture.completedFuture(null));
        for (int i = 0; i < sent.length; i++) {
            sent[i] = send(letters.get(i));
            if (sent[i].isCompletedExceptionally()) {
                break; // Kafka is away, and each further try would wait for it anew
            }
        }
        return CompletableFuture.allOf(sent);
    }

    private CompletableFuture<?> send(DeadLetter letter) {
        try {
            return producer.apply(toRecord(letter));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ProducerRecord<byte[], byte[]> toRecord(DeadLetter letter) {
        ConsumerRecord<byte[], byte[]> rejected = letter.rejected();
        int size = sizeOf(rejected.value());
        boolean cut = sizeOf(rejected.key()) + size > MAX_SIZE;
        ProducerRecord<byte[], byte[]> record = cut
                ? new ProducerRecord<>(topic, null, cut(rejected.key()), cut(rejected.value()))
                : new ProducerRecord<>(topic, null, rejected.key(), rejected.value());
        Headers headers = record.headers();
        add(headers, "reason", letter.reason().reason().name());
        add(headers, "message", letter.reason().getMessage());
        add(headers, "topic", rejected.topic());
        add(headers, "topic-id", letter.topicId());
        add(headers, "partition", Integer.toString(rejected.partition()));
        add(headers, "offset", Long.toString(rejected.offset()));
        add(headers, "timestamp", Long.toString(rejected.timestamp()));
        if (cut) {
            add(headers, "original-size", Integer.toString(size));
        }
        addOrigin(headers, rejected.headers());
        return record;
    }

    /** A replay that is rejected again is a letter of its own place, and keeps in mind what it is a replay of. */
    private static void addOrigin(Headers headers, Headers rejected) {
        for (String name : ORIGIN) {
            Header origin = rejected.lastHeader("tidemark-" + name);
            if (origin != null && sizeOf(origin.value()) <= MAX_ORIGIN) {
                headers.add("tidemark-first-" + name, origin.value());
            }
        }
    }

    private static int sizeOf(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes) {
        return bytes == null || bytes.length <= CUT_SIZE ? bytes : Arrays.copyOf(bytes, CUT_SIZE);
    }

    private static void add(Headers headers, String name, @Nullable String text) {
        headers.add("tidemark-" + name, String.valueOf(text).getBytes(StandardCharsets.UTF_8));
    }
}
