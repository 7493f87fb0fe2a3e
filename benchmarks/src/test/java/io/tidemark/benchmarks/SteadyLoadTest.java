package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.local.LocalKafka;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SteadyLoadTest {

    private static final Instant END = Instant.parse("2026-03-15T12:00:00Z");
    private static final int POOL = 100;

    @Test
    void sentAgainAnEventHasAnotherIdAndCountsAgain(@TempDir Path folder) throws Exception {
        try (LocalKafka server = LocalKafka.start(new LocalKafka.Settings(folder, 0, 0))) {
            String kafka = server.bootstrapServers();
            Preload.createTopic(kafka);
            try (SteadyLoad load = SteadyLoad.start(kafka, new MixedEvents(1, END, POOL), 2_000)) {
                Awaitility.await().until(() -> load.acknowledged() > 3 * POOL);

                Totals totals = load.stop();

                check(totals, read(kafka, load.acknowledged()));
            }
        }
    }

    private static void check(Totals totals, List<JsonNode> sent) {
        assertThat(sent.stream().map(event -> event.get("eventId").asString()).distinct())
                .hasSameSizeAs(sent);
        assertThat(totals.values().get(Totals.counter("purchase"))).isEqualByComparingTo(ofType(sent, "purchase"));
        assertThat(totals.values().get(Totals.counter("page_view"))).isEqualByComparingTo(ofType(sent, "page_view"));
    }

    private static BigDecimal ofType(List<JsonNode> events, String type) {
        return BigDecimal.valueOf(events.stream()
                .filter(event -> event.get("eventType").asString().equals(type))
                .count());
    }

    private static List<JsonNode> read(String kafka, long count) {
        List<JsonNode> events = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, Preload.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(Preload.TOPIC, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Awaitility.await().until(() -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> events.add(JsonMapper.shared().readTree(record.value())));
                return events.size() >= count;
            });
        }
        return events;
    }
}
