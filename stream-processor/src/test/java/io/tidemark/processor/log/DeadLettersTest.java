package io.tidemark.processor.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.MalformedEventException;
import io.tidemark.event.MalformedEventException.Reason;
import io.tidemark.processor.log.DeadLetters.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private final RecordHeaders headers = new RecordHeaders();

    @Test
    void letterNamesTheRecordItIsOf() {
        ProducerRecord<byte[], byte[]> letter = letter(new byte[] {1}, new byte[] {2});

        assertThat(letter.topic()).isEqualTo("t-dlt");
        assertThat(letter.key()).containsExactly(1);
        assertThat(letter.value()).containsExactly(2);
        assertThat(header(letter, "reason")).isEqualTo("INVALID_JSON");
        assertThat(header(letter, "message")).isEqualTo("why");
        assertThat(header(letter, "topic")).isEqualTo("t");
        assertThat(header(letter, "topic-id")).isEqualTo("id");
        assertThat(header(letter, "partition")).isEqualTo("3");
        assertThat(header(letter, "offset")).isEqualTo("7");
        assertThat(header(letter, "timestamp")).isEqualTo("5");
        assertThat(header(letter, "original-size")).isNull();
        assertThat(header(letter, "first-offset")).isNull();
    }

    @Test
    void letterOfAReplayKnowsWhatThatWasAReplayOf() {
        headers.add("tidemark-topic-id", "first".getBytes(UTF_8));
        headers.add("tidemark-partition", "1".getBytes(UTF_8));
        headers.add("tidemark-offset", "2".getBytes(UTF_8));
        headers.add("tidemark-timestamp", "x".repeat(65).getBytes(UTF_8));

        ProducerRecord<byte[], byte[]> letter = letter(null, null);

        assertThat(header(letter, "offset")).isEqualTo("7");
        assertThat(header(letter, "first-topic-id")).isEqualTo("first");
        assertThat(header(letter, "first-partition")).isEqualTo("1");
        assertThat(header(letter, "first-offset")).isEqualTo("2");
        assertThat(header(letter, "first-timestamp")).isNull();
    }

    @Test
    void largeKeysAndValuesAreCutSoThatTheLetterFitsIntoItsTopic() {
        ProducerRecord<byte[], byte[]> letter = letter(new byte[600_000], new byte[400_000]);

        assertThat(letter.key()).hasSize(DeadLetters.CUT_SIZE);
        assertThat(letter.value()).hasSize(DeadLetters.CUT_SIZE);
        assertThat(header(letter, "original-size")).isEqualTo("400000");
    }

    private ProducerRecord<byte[], byte[]> letter(byte @Nullable [] key, byte @Nullable [] value) {
        List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        DeadLetters letters = new DeadLetters(
                record -> {
                    sent.add(record);
                    return CompletableFuture.completedFuture(null);
                },
                "t-dlt");
        ConsumerRecord<byte[], byte[]> rejected = new ConsumerRecord<>(
                "t", 3, 7, 5, TimestampType.CREATE_TIME, -1, -1, key, value, headers, Optional.empty());
        letters.send(List.of(new DeadLetter("id", rejected, new MalformedEventException(Reason.INVALID_JSON, "why"))))
                .join();
        return sent.get(0);
    }

    private static @Nullable String header(ProducerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader("tidemark-" + name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
