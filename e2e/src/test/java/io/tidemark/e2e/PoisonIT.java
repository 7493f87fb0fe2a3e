package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are no events go to the dead-letter topic, each with its reason, and hold nothing up. */
class PoisonIT {

    private static final byte[] GOOD = utf8("{\"eventType\":\"survivor\",\"data\":{\"n\":1}}");
    private static final int PARTITION = 3;

    @TempDir
    Path folder = Path.of("");

    @Test
    void poisonGoesToTheDeadLettersAndThePartitionGoesOn() throws Exception {
        List<Poison> poison = poison();
        try (Pipeline pipeline =
                new Pipeline("poisoned-events", folder).withMetrics("{name: n, counter: {}, by: data.n}")) {
            pipeline.startProcessor();
            try (var producer = producer(pipeline)) {
                producer.send(toPartition(pipeline, GOOD));
                poison.forEach(bad -> producer.send(toPartition(pipeline, bad.value())));
                producer.send(toPartition(pipeline, GOOD));
            }
            pipeline.awaitFolded();

            Map<String, String> reasons = new HashMap<>();
            // They are awaited before the batch is applied, so none is still to come.
            for (ConsumerRecord<byte[], byte[]> letter : Log.read(pipeline.kafka(), pipeline.topic() + "-dlt")) {
                assertThat(header(letter, "topic")).isEqualTo(pipeline.topic());
                assertThat(header(letter, "partition")).isEqualTo(Integer.toString(PARTITION));
                assertThat(header(letter, "message")).isNotBlank();
                reasons.put(header(letter, "offset"), header(letter, "reason"));
            }
            Map<String, String> expected = new HashMap<>();
            for (Poison bad : poison) {
                expected.put(Integer.toString(expected.size() + 1), bad.reason());
            }
            assertThat(reasons).isEqualTo(expected);
            assertThat(pipeline.redis().hgetall("metrics:counters")).containsOnly(Map.entry("survivor", "2"));
            assertThat(pipeline.redis().hgetall("metrics:accounting:" + pipeline.topic()))
                    .containsOnly(Map.entry("counted", "2"), Map.entry("rejected", Integer.toString(poison.size())));
            assertThat(pipeline.audit().lastLine())
                    .startsWith("audit: 2 events, ")
                    .endsWith(" 0 differences");
        }
    }

    /** What no event may look like, and the reason for which it must be refused. */
    @SuppressWarnings("ArrayRecordComponent") // sent, never compared
    private record Poison(byte @Nullable [] value, String reason) {

        static Poison of(String text, String reason) {
            return new Poison(utf8(text), reason);
        }
    }

    private static List<Poison> poison() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        return List.of(
                Poison.of("no JSON", "INVALID_JSON"),
                Poison.of("", "INVALID_JSON"),
                Poison.of("[1,2,3]", "NOT_AN_OBJECT"),
                Poison.of("{\"eventType\":5}", "INVALID_EVENT_TYPE"),
                Poison.of("{\"eventType\":\"a\",\"timestamp\":{}}", "INVALID_TIMESTAMP"),
                Poison.of("{\"eventType\":\"a\",\"timestamp\":99999999999999}", "IN_THE_FUTURE"),
                Poison.of("{\"eventType\":\"a\",\"data\":\"text\"}", "INVALID_DATA"),
                Poison.of("{\"eventType\":\"a\",\"userId\":[]}", "INVALID_USER_ID"),
                Poison.of("{\"eventType\":\"a\",\"x\":\"" + "x".repeat(1_000_000) + "\"}", "TOO_LARGE"),
                new Poison(null, "NO_VALUE"),
                Poison.of("{\"eventType\":\"a\",\"x\":" + deep + "}", "JSON_LIMIT"),
                new Poison(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, '"', '}'}, "INVALID_UTF8"));
    }

    private static KafkaProducer<byte[], byte[]> producer(Pipeline pipeline) {
        Map<String, Object> settings = Map.of("bootstrap.servers", pipeline.kafka(), "max.request.size", 2_000_000);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static ProducerRecord<byte[], byte[]> toPartition(Pipeline pipeline, byte @Nullable [] value) {
        return new ProducerRecord<>(pipeline.topic(), PARTITION, null, value);
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader("tidemark-" + name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
